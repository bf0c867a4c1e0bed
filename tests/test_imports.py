"""What a command loads: building a graph waits for no table, network or page library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from passages import report_text

HEAVY = ("pandas", "networkx", "rdflib", "pyshacl", "pyvis", "IPython", "docx", "pypdf")
PROGRAM = """
import json, sys
from siping_kg.cli import main
sys.argv[1:] = json.loads(sys.argv[1])
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def loaded(*words: str | Path) -> set[str]:
    """The modules that a process has loaded when a command has ended."""
    given = json.dumps([str(word) for word in words])
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, given], capture_output=True, encoding="utf-8", timeout=60
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_build_loads_no_library_of_tables_networks_or_pages(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(report_text(review="地区生产总值增长6%。"), encoding="utf-8")
    modules = loaded("build", path, "-o", tmp_path / "out.nq", "--store", tmp_path / "store")
    assert sorted(modules & set(HEAVY)) == []
    assert {"siping_kg.pipeline", "siping_kg.store", "pyoxigraph"} <= modules
    assert not [name for name in modules if name.startswith(("siping_kg.pages", "siping_kg.query"))]
    answered = loaded("ties", "--show", "centres", "--store", tmp_path / "store")
    assert "networkx" in answered, "the same look finds a library where it is loaded"


@pytest.mark.parametrize(
    "words",
    [["query", "reports"], ["ledger", "四平市"], ["projects", "四平市"], ["ties", "四平市"], ["info"]],
)
def test_a_table_is_printed_without_a_library_of_tables_and_without_extraction(
    tmp_path: Path, words: list[str]
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(report_text(plan="地区生产总值增长6%。"), encoding="utf-8")
    loaded("build", path, "--store", tmp_path / "store")
    modules = loaded(*words, "--store", tmp_path / "store")
    assert sorted(modules & set(HEAVY)) == []
    assert not [name for name in modules if name.startswith(("siping_kg.extract", "siping_kg.reading"))]


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["--version"]])
def test_help_loads_next_to_nothing(words: list[str]) -> None:
    modules = loaded(*words)
    assert sorted(modules & {*HEAVY}) == []
    assert not [name for name in modules if name.startswith(("siping_kg.extract", "siping_kg.gazetteer"))]
