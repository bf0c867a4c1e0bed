"""A page folder's authored parts and its data go in, one HTML text that needs no network comes out."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template

from siping_kg.files import replace_file
from siping_kg.model import AuthoredFileError, PageError

__all__ = ["assemble", "embedded_json", "write_page"]

_UNSAFE = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def embedded_json(value: object) -> str:
    """JSON that may stand inside a script element: nothing in it can end the element or a line.

    Raises ValueError for what JSON cannot hold (NaN, infinities).
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def assemble(
    folder: Path, *, words: Mapping[str, str], data: object, scripts: Sequence[str], library: str = ""
) -> str:
    """Fill ``template.html`` of a page's folder; returns the HTML text.

    ``words`` are the template's own texts (escaped here); ``scripts`` are file names in the folder,
    joined in that order; ``library`` is foreign JavaScript that runs before them. The page's own security
    policy allows these two scripts by their hashes and no address at all.

    Raises AuthoredFileError for a part that is missing or a name the template doesn't know.
    """
    own = "\n".join(_part(folder, name) for name in scripts)
    program = f'(() => {{\n"use strict";\n{own}\n}})();'
    fields = {name: html.escape(text) for name, text in words.items()}
    fields |= {
        "policy": _policy(library, program),
        "style": _part(folder, "page.css"),
        "data": embedded_json(data),
        "library": library,
        "program": program,
    }
    try:
        return Template(_part(folder, "template.html")).substitute(fields)
    except (KeyError, ValueError) as error:
        raise AuthoredFileError(f"{folder / 'template.html'}: unknown or broken field {error}") from error


def write_page(html: str, path: Path) -> None:
    """Write the page as UTF-8, whole or not at all: a page that was there before stays until then.

    Raises PageError when the folder is missing or cannot be written to.
    """
    try:
        replace_file(path, html.encode())
    except OSError as error:
        raise PageError(f"{path}: the page cannot be written ({error.strerror})") from error


def _part(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except OSError as error:
        raise AuthoredFileError(f"{folder / name}: cannot be read ({error.strerror})") from error


def _policy(*scripts: str) -> str:
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    allowed = " ".join(f"'sha256-{h}'" for h in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
