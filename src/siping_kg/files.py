"""A path and bytes in; the file there, replaced whole or not at all, out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

__all__ = ["replace_file"]


def replace_file(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file beside and move it over: what was there stays until the new one is whole.

    The content may come in pieces. A link keeps pointing where it points; a pipe or a device, such as
    /dev/stdout, is written to. Raises OSError.
    """
    pieces = [content] if isinstance(content, bytes) else content
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as pipe:
            pipe.writelines(pieces)
        return
    target = path.resolve()
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            file.writelines(pieces)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        temporary.replace(target)
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)
