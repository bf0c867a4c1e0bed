"""Report files in; how long reading them takes on one core, and how the time grows with the text, out.

    python benchmarks/reading.py FILES…

The files are read one after the other in a fresh process. Then their text, joined and cut to 1 MB and to 8 MB,
is read as one report, each in fresh processes of its own; the time that starting takes is left out.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from timing import row, seconds

from siping_kg.model import ReadingError
from siping_kg.reading import read_report
from siping_kg.resources import BUNDLED_REPORT

RUNS = 3
SIZES = (1, 8)


def read_all(files: list[Path], place: str | None, year: int | None) -> None:
    """Read every file. What cannot be read is named on standard error."""
    for file in files:
        try:
            read_report(file, place=place, year=year)
        except ReadingError as error:
            print(error, file=sys.stderr)


def joined(files: list[Path], size: int) -> bytes:
    """Give so many megabytes of the files' text, from the first on and over again."""
    content = b"\n\n".join(file.read_bytes() for file in files)
    whole = content * (size * 1_000_000 // len(content) + 1)
    return whole[: size * 1_000_000].decode(errors="ignore").encode()


def fresh(*arguments: str) -> float:
    """Give the median over fresh processes of the seconds that this script measures within one."""
    command = [sys.executable, __file__, "--once", *arguments]
    return statistics.median(float(subprocess.check_output(command)) for _ in range(RUNS))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--once", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--place", help=argparse.SUPPRESS)
    parser.add_argument("--year", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.once:
        read_report(BUNDLED_REPORT)  # tables and patterns are made at the first report
        print(seconds(lambda: read_all(args.files, args.place, args.year)))
        return
    paths = [str(path) for path in args.files]
    print("| reading, one core | seconds |\n|---|---|")
    row(f"{len(paths)} files", f"{fresh(*paths):.1f}")
    took = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            file = Path(folder) / f"{size}.txt"
            file.write_bytes(joined(args.files, size))
            took.append(fresh(str(file), "--place", "四平市", "--year", "2024"))
            row(f"{size} MB of text", f"{took[-1]:.2f}")
    row("8 MB ÷ 1 MB", f"{took[1] / took[0]:.2f}")


if __name__ == "__main__":
    main()
