"""A report file in, the Report out: its text, who and when, and every passage with its place in the text."""

from __future__ import annotations

import hashlib
from pathlib import Path

from siping_kg.gazetteer import Division, load_gazetteer
from siping_kg.model import ReadingError, Report
from siping_kg.reading.decode import decode
from siping_kg.reading.formats import FORMATS, text_of
from siping_kg.reading.glossary import glossary_of
from siping_kg.reading.layout import blocks_of, front_matter_of
from siping_kg.reading.masthead import Masthead, masthead_of
from siping_kg.reading.sections import passages_of
from siping_kg.reading.sidecar import Sidecar, load_sidecar
from siping_kg.reading.whowhen import place_of, year_of

__all__ = ["read_report", "read_text"]


def read_report(path: Path, *, place: str | None = None, year: int | None = None) -> Report:
    """Read a report file: txt, md, html, and with the extras docx and pdf.

    What the options ``place`` and ``year`` or a sidecar ``<file>.yml`` say goes before what the report says.
    Raises ReadingError, one line with the way out, when the file is no readable report.
    """
    if path.is_dir():
        raise ReadingError(f"{path}: is a folder; give the report files in it")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadingError(f"{path}: there is no such file") from error
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read ({error.strerror})") from error
    return read_text(data, name=str(path), place=place, year=year, sidecar=load_sidecar(path))


def read_text(
    data: bytes,
    *,
    name: str,
    place: str | None = None,
    year: int | None = None,
    sidecar: Sidecar | None = None,
) -> Report:
    """Read a report from the bytes of its file; ``name`` is the file's name, whose suffix tells the format."""
    given = sidecar or Sidecar()
    suffix = Path(name).suffix.lower()
    text = text_of(data, suffix, name=name) if suffix in FORMATS else decode(data, name=name)
    front_matter, begin = front_matter_of(text)
    blocks = blocks_of(text, begin)
    head = masthead_of(front_matter, blocks)
    stem = Path(name).stem
    planned = year or given.year or year_of(head, blocks, name=name, stem=stem)
    asked = place or given.place
    names = (asked,) if asked else head.names
    division = place_of(names, text, name=name, stem="" if asked else stem, year=planned)
    name_then = _name_then(division, planned)
    passages = passages_of(blocks, planned, december=bool(head.issued and head.issued[0] < planned))
    return Report(
        key=_key(division, name_then, planned),
        place=division.key,
        place_name=name_then,
        level=division.level,
        year=planned,
        title=given.title or head.title or f"{name_then}{planned}年政府工作报告",
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        passages=passages,
        issued=given.issued or _issued(head),
        session=given.session or _session(head, name_then),
        speaker=given.speaker or head.speaker,
        office=given.office or head.office,
        glossary=glossary_of(passages),
    )


def _name_then(division: Division, year: int) -> str:
    """The name that the place bore in the year: 襄樊市 of 2010, 哈密市 of 2016 that is 伊州区 today."""
    spans = load_gazetteer().history(division.key)
    return next((naming.name for naming in spans if naming.first <= year <= (naming.last or year)), division.name)


def _key(division: Division, name: str, year: int) -> str:
    """Place-year; a name that several places bore gets the name of its parent before it."""
    alike = [each for each in load_gazetteer().find(name, year=year) if each.level == division.level]
    parent = load_gazetteer().parent(division.key, year=year)
    if len(alike) < 2 or parent is None:
        return f"{name}-{year}"
    return f"{load_gazetteer().division(parent).name}{name}-{year}"


def _issued(head: Masthead) -> str | None:
    return "{:04d}-{:02d}-{:02d}".format(*head.issued) if head.issued else None


def _session(head: Masthead, name: str) -> str | None:
    """The session with the place before it, however the masthead wrote the place (四平市九届人大四次会议)."""
    return f"{name}{head.session}" if head.session else None
