"""A report file in, the Report out: its text, who and when, and every passage with its place in the text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from siping_kg.gazetteer import Division, load_gazetteer
from siping_kg.model import Report
from siping_kg.reading.formats import text_of
from siping_kg.reading.glossary import glossary_of
from siping_kg.reading.layout import Block, blocks_of, front_matter_of
from siping_kg.reading.masthead import Masthead, masthead_of
from siping_kg.reading.sections import passages_of
from siping_kg.reading.sidecar import Sidecar
from siping_kg.reading.source import ReportFile, given_beside, open_report_file
from siping_kg.reading.whowhen import name_in, place_asked, place_in, place_of, year_in, year_of

__all__ = ["Opened", "open_text", "read_file", "read_report", "read_text"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A report file decoded and laid out, before it is known whose it is."""

    text: str
    blocks: tuple[Block, ...]
    head: Masthead


def read_report(path: Path, *, place: str | None = None, year: int | None = None) -> Report:
    """Read a report file: txt, md, html, and with the extras docx and pdf.

    What the options ``place`` and ``year``, or else a sidecar ``<file>.yml``, say goes before what the report says.
    Raises ReadingError, one line with the way out, when the file is no readable report.
    """
    return read_file(open_report_file(path, place=place, year=year))


def read_file(file: ReportFile) -> Report:
    """Read a report from all that its graph follows from. Raises ReadingError as read_report does."""
    return read_text(file.data, name=file.name, place=file.place, year=file.year, sidecar=file.sidecar)


def open_text(data: bytes, *, name: str) -> Opened:
    """Decode and lay out the bytes of a report file. Raises ReadingError when they are no text."""
    text = text_of(data, name=name)
    front_matter, begin = front_matter_of(text)
    blocks = tuple(blocks_of(text, begin))
    return Opened(text, blocks, masthead_of(front_matter, blocks))


def read_text(
    data: bytes,
    *,
    name: str,
    place: str | None = None,
    year: int | None = None,
    sidecar: Sidecar | None = None,
) -> Report:
    """Read a report from the bytes of its file; ``name`` is the file's name, which errors give.

    ``place`` is a gazetteer key, a path (四平市铁西区) or a name that means one place.
    Raises ReadingError as read_report does.
    """
    said = sidecar or Sidecar()
    opened = open_text(data, name=name)
    head = opened.head
    dated = year or said.year or year_in(head, opened.blocks)
    planned = dated or year_of(head, opened.blocks, name=name)
    division, by_file = _whose(opened, place or said.place, name=name, year=planned)
    called = name_in(division, planned)
    passages = passages_of(opened.blocks, planned, december=head.before(planned))
    return Report(
        key=_key(division, called, planned),
        place=division.key,
        place_name=called,
        level=division.level,
        year=planned,
        title=said.title or head.title or f"{called}{planned}年政府工作报告",
        text=opened.text,
        sha256=hashlib.sha256(data).hexdigest(),
        passages=passages,
        issued=said.issued or head.issued,
        session=said.session or (f"{called}{head.session}" if head.session else None),
        speaker=said.speaker or head.speaker,
        office=said.office or head.office,
        glossary=glossary_of(passages),
        given=given_beside(name, sidecar=said, place=place, year=year, named=by_file or not dated),
    )


def _whose(opened: Opened, asked: str | None, *, name: str, year: int) -> tuple[Division, bool]:
    """The place that was asked for, else the one that the head names, else the one that the file is named after.

    With it, whether it was the file's name that said so.
    """
    if asked:
        return place_asked(asked, name=name, year=year), False
    if settled := place_in(opened.head.names, opened.text, year=year):
        return settled, False
    return place_of((*opened.head.names, PurePath(name).stem), opened.text, name=name, year=year), True


def _key(division: Division, called: str, year: int) -> str:
    """Place-year; a name that several places bore gets the name of its parent before it (四平市铁西区-2024)."""
    gazetteer = load_gazetteer()
    alike = [each for each in gazetteer.find(called, year=year) if each.level == division.level]
    parent = gazetteer.parent(division.key, year=year)
    if len(alike) < 2 or parent is None:
        return f"{called}-{year}"
    return f"{gazetteer.division(parent).name}{called}-{year}"
