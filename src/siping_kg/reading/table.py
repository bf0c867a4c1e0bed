"""Report files in, a table of what was recognised in each out, for ``siping-kg check --reading``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from siping_kg.model import ReadingError, Report, Role
from siping_kg.reading.parts import FUTURE, PAST
from siping_kg.reading.report import read_report

__all__ = ["ReadingRow", "reading_rows", "reading_table"]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """What was recognised in one file. Shares are of the characters of running text; ``problem`` is "" if none."""

    file: str
    place: str = ""
    level: str = ""
    year: int | None = None
    issued: str = ""
    session: str = ""
    speaker: str = ""
    office: str = ""
    passages: int = 0
    review_share: float = 0.0
    plan_share: float = 0.0
    glossary: int = 0
    problem: str = ""


def reading_table(paths: Iterable[Path]) -> list[ReadingRow]:
    """One row a file, in the order given; a file that can't be read gives a row with its problem."""
    return list(reading_rows(paths))


def reading_rows(paths: Iterable[Path]) -> Iterator[ReadingRow]:
    """The rows of the table, each as soon as its file is read."""
    for path in paths:
        try:
            yield _row(path, read_report(path))
        except ReadingError as error:
            yield ReadingRow(str(path), problem=str(error).removeprefix(f"{path}: "))


def _row(path: Path, report: Report) -> ReadingRow:
    past = sum(len(each.text) for each in report.passages if each.role in PAST)
    future = sum(len(each.text) for each in report.passages if each.role in FUTURE)
    total = (past + future) or 1
    return ReadingRow(
        file=str(path),
        place=report.place,
        level=report.level,
        year=report.year,
        issued=report.issued or "",
        session=report.session or "",
        speaker=report.speaker or "",
        office=report.office or "",
        passages=len(report.passages),
        review_share=round(past / total, 2),
        plan_share=round(future / total, 2),
        glossary=len(report.glossary),
        problem=_doubt(past / total, future / total),
    )


def _doubt(past: float, future: float) -> str:
    """What is unlikely for a report, so that a reader looks at its headings."""
    if future == 0:
        return f"no {Role.PLAN} found: is there a heading such as 二、2024年工作安排?"
    return f"no {Role.REVIEW} found: is there a heading such as 一、2023年工作回顾?" if past == 0 else ""
