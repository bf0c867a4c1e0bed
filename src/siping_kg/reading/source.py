"""A report file and the user's options in; its bytes with all that is said beside them out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path, PurePath

import msgspec

from siping_kg.model import ReadingError
from siping_kg.reading.sidecar import Sidecar, load_sidecar

__all__ = ["ReportFile", "given_beside", "open_report_file", "read_bytes"]

_PAGES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """All that a report's graph follows from: a value, which may be sent to another process or machine.

    ``name`` is the file's path or address; errors give it, and its last part may name place and year.
    """

    name: str
    data: bytes = field(repr=False)
    place: str | None = None
    year: int | None = None
    sidecar: Sidecar = field(default_factory=Sidecar)

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def given(self, *, named: bool = False) -> str:
        """What is said beside the bytes, in one line; with ``named``, the file's name is among it."""
        return given_beside(self.name, sidecar=self.sidecar, place=self.place, year=self.year, named=named)


def given_beside(
    name: str, *, sidecar: Sidecar, place: str | None = None, year: int | None = None, named: bool = False
) -> str:
    """JSON of what a reading was given beside the bytes of the file, empty when that was nothing.

    >>> given_beside("报告.txt", sidecar=Sidecar(place="四平市"), year=2024)
    '{"place":"四平市","year":2024}'
    """
    path = PurePath(name)
    said = (
        msgspec.structs.asdict(sidecar)
        | ({"place": place} if place else {})
        | ({"year": year} if year else {})
    )
    said |= {
        "page": path.suffix.lower() if path.suffix.lower() in _PAGES else None,
        "file": path.stem if named else None,
    }
    known = {key: value for key, value in said.items() if value}
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if known else ""


def read_bytes(path: Path) -> bytes:
    """The bytes of a report file. Raises ReadingError when it is a folder, or not there, or can't be read."""
    if path.is_dir():
        raise ReadingError(f"{path}: is a folder; give the report files in it")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadingError(f"{path}: there is no such file") from error
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read ({error.strerror})") from error


def open_report_file(path: Path, *, place: str | None = None, year: int | None = None) -> ReportFile:
    """Read a report file's bytes and its sidecar. Raises ReadingError when either can't be read."""
    data = read_bytes(path)
    return ReportFile(name=str(path), data=data, place=place, year=year, sidecar=load_sidecar(path))
