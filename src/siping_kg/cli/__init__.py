"""Command lines in; one library call each, its answer on standard output, its error as one line, out."""

from __future__ import annotations

import os
import sys
from typing import TextIO, cast

from siping_kg.cli.asking import brief, info, query
from siping_kg.cli.building import build, demo, new_report
from siping_kg.cli.checking import check, evaluate
from siping_kg.cli.group import cli
from siping_kg.cli.planning import path, projects, ties
from siping_kg.cli.promises import ledger

__all__ = [
    "brief",
    "build",
    "check",
    "cli",
    "demo",
    "evaluate",
    "info",
    "ledger",
    "main",
    "new_report",
    "path",
    "projects",
    "query",
    "ties",
]


def main() -> None:
    """Run the command line; standard output and error are UTF-8 whatever the console's code page."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: its matrices here are small
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(cast(TextIO, stream), "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace" if stream is not sys.stdin else "strict")
    cli()
