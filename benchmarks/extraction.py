"""Report files in; characters a second from text to statements on one core, and by two taggers, out.

    uv run --group bench python benchmarks/extraction.py FILES…

Side by side in one process: every report is read first; then, in turn, this program makes its statements
(mentions, relations, figures, entities, quads), and jieba and rjieba tag the parts of speech of the same
text. Several rounds, the median of each. A first round, in which tables are made, is not counted.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path

from timing import row, seconds

from siping_kg.extract import extract
from siping_kg.gazetteer import load_gazetteer
from siping_kg.graph import report_quads
from siping_kg.model import Report
from siping_kg.reading import read_report
from siping_kg.resolve import resolve

ROUNDS = 5


def statements(reports: list[Report]) -> int:
    """Text to statements: give how many quads."""
    gazetteer = load_gazetteer()
    count = 0
    for report in reports:
        extraction = extract(report, gazetteer)
        count += len(report_quads(extraction, resolve(extraction, gazetteer)))
    return count


def taggers() -> dict[str, Callable[[str], object]]:
    """The taggers to compare with."""
    import jieba
    import jieba.posseg
    import rjieba

    jieba.setLogLevel("ERROR")
    return {
        "rjieba, parts of speech": rjieba.tag,
        "jieba, parts of speech": lambda text: list(jieba.posseg.cut(text)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    args = parser.parse_args()
    reports = [read_report(path) for path in args.files]
    texts = [report.text for report in reports]
    works: dict[str, Callable[[], object]] = {"siping-kg, text to statements": lambda: statements(reports)}
    for name, tag in taggers().items():
        works[name] = lambda tag=tag: [tag(text) for text in texts]
    took: dict[str, list[float]] = {name: [] for name in works}
    first = {name: seconds(work) for name, work in works.items()}
    for _ in range(args.rounds):
        for name, work in works.items():
            took[name].append(seconds(work))
    characters = sum(map(len, texts))
    print(f"{len(reports)} reports, {characters:,} characters, {args.rounds} rounds, one core\n")
    print("| | characters a second | in the first round |\n|---|---|---|")
    for name, times in took.items():
        row(name, f"{characters / statistics.median(times):,.0f}", f"{characters / first[name]:,.0f}")


if __name__ == "__main__":
    main()
