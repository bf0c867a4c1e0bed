"""A report file in, the text of a sidecar for it out: what was recognised filled in, the rest left to fill in."""

from __future__ import annotations

from pathlib import Path

from siping_kg.gazetteer import Division
from siping_kg.model import ReadingError
from siping_kg.reading.report import Opened, open_text
from siping_kg.reading.sidecar import sidecar_path
from siping_kg.reading.source import read_bytes
from siping_kg.reading.whowhen import name_in, place_of, year_of

__all__ = ["new_sidecar"]

_NOTES = {
    "place": "地名，可写全称或上级加本级，如 四平市、四平市铁西区",
    "year": "报告部署工作的年份（会议在上年十二月召开时仍写下一年）",
    "title": "标题",
    "issued": "作报告的日期，如 2024-01-16",
    "session": "会议，如 四平市九届人大四次会议",
    "speaker": "作报告的人",
    "office": "职务，如 市长",
}


def new_sidecar(path: Path) -> str:
    """The YAML text of ``<file>.yml`` for a report file. Raises ReadingError when the file itself can't be read."""
    opened = open_text(read_bytes(path), name=str(path))
    head = opened.head
    year = _year(opened, path)
    place = _place(opened, path, year)
    values = {
        "place": place.key if place else None,
        "year": year,
        "title": head.title,
        "issued": head.issued,
        "session": f"{name_in(place, year)}{head.session}"
        if place and year and head.session
        else head.session,
        "speaker": head.speaker,
        "office": head.office,
    }
    lines = [f"# {sidecar_path(path).name}：补充或更正 {path.name} 没有写明的内容，空着的行不起作用。"]
    lines += [f"{key}: {_quoted(value)}  # {_NOTES[key]}" for key, value in values.items()]
    return "\n".join(lines) + "\n"


def _quoted(value: str | int | None) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _year(opened: Opened, path: Path) -> int | None:
    try:
        return year_of(opened.head, opened.blocks, name=str(path))
    except ReadingError:  # to be filled in
        return None


def _place(opened: Opened, path: Path, year: int | None) -> Division | None:
    try:
        return place_of((*opened.head.names, path.stem), opened.text, name=str(path), year=year)
    except ReadingError:  # to be filled in
        return None
