"""What the repository promises: whole wheels, hashed locks, READMEs in step with each other and the CLI."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from siping_kg import __version__
from siping_kg.cli import cli
from siping_kg.resources import BUNDLED_REPORT

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
LOCKS = ("requirements.lock", "requirements-dev.lock")
NOT_OURS = re.compile(r"\..*|__pycache__|dist|build|demo|.*\.egg-info|node_modules")

HOSTS = re.compile(r"\b(pypi|pythonhosted|npmjs|npmmirror|anaconda|unpkg|jsdelivr)\.(org|com|io|net)\b", re.I)
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:root|home|work|Users)/\w")
OLD_SCHEMA = re.compile(r"http://schema\.org")
REFUSES_OLD_SCHEMA = re.compile(r"ontology/checks/foreign-schema-violation\.rq|tests/.*")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))["project"]  # type: ignore[no-any-return]


def files_of(*folders: str) -> set[str]:
    """Paths of the tree's own files, relative to the root; environments, caches and built files left out."""
    found = set()
    for folder in folders:
        for directory, below, names in os.walk(ROOT / folder):
            here = Path(directory)
            below[:] = [
                name
                for name in below
                if name == ".ci" or not (NOT_OURS.fullmatch(name) or (here / name / "pyvenv.cfg").exists())
            ]
            found |= {
                (here / name).relative_to(ROOT).as_posix() for name in names if not name.endswith(".pyc")
            }
    return found


# ── what is built ──


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive, built from this tree."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(out)], cwd=ROOT, check=True, timeout=120
    )
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


def test_the_wheel_holds_the_package_and_all_authored_files_that_it_uses_and_nothing_else(
    wheel: Path,
) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    code = {name.removeprefix("src/") for name in files_of("src")}
    used = (name for name in files_of("ontology", "data") if not name.startswith("data/gold/"))
    authored = {f"siping_kg/authored/{name}" for name in used}
    assert held == code | authored
    assert {"siping_kg/py.typed", "siping_kg/authored/data/reports/四平市-2024.txt"} <= held


def test_the_wheel_carries_its_licence_and_is_light(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert wheel.stat().st_size < 10_000_000


def test_the_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    away = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(away)
    program = (
        "import sys, siping_kg.resources as r; from siping_kg.cli import main; print(r.DATA, flush=True);"
        "sys.argv[1:] = ['build', '-o', 'report.nq']; main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(away), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert Path(run.stdout.splitlines()[0]) == away / "siping_kg" / "authored" / "data"
    assert (tmp_path / "report.nq").stat().st_size > 100_000


def test_the_source_archive_rebuilds_and_tests_itself(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    wanted = files_of("src", "ontology", "data", "tests", "docs", "notebooks")
    wanted |= {"pyproject.toml", "Makefile", "LICENSE", "CHANGELOG.md", *READMES, *LOCKS}
    assert wanted - held == set()
    assert not [name for name in held if name.startswith((".venv", ".git/")) or "__pycache__" in name]


# ── what it depends on ──


def pins(lock: str) -> dict[str, str]:
    """Package and version of each entry of a lock file."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", read(lock), re.M))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_everything_and_names_no_index(lock: str) -> None:
    entries = re.split(r"\n(?=\w)", read(lock).strip())[1:] if read(lock).startswith("#") else []
    assert len(entries) > 40
    assert [
        e.partition("\n")[0] for e in entries if not re.match(r"[\w.-]+==", e) or "--hash=sha256:" not in e
    ] == []
    assert re.search(r"://|--(extra-)?index-url|--find-links", read(lock)) is None


def test_the_locks_agree_and_cover_what_the_project_declares() -> None:
    demo, test = pins(LOCKS[0]), pins(LOCKS[1])
    declared = {re.split(r"[^\w.-]", line)[0].lower() for line in project()["dependencies"]}
    assert demo.items() <= test.items()
    assert declared | {"hatchling", "editables"} <= set(demo)


def test_every_dependency_is_explained() -> None:
    page = read("docs/decisions/libraries.md")
    groups = tomllib.loads(read("pyproject.toml"))["dependency-groups"]
    named = [*project()["dependencies"], *groups["build"], *(d for d in groups["dev"] if isinstance(d, str))]
    names = {re.split(r"[^\w.-]", line)[0] for line in named}
    assert sorted(name for name in names if not re.search(rf"\b{re.escape(name)}\b", page)) == []


def test_every_decision_is_listed() -> None:
    pages = {path.name for path in (ROOT / "docs" / "decisions").glob("*.md")} - {"README.md"}
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", read("docs/decisions/README.md"))) == pages


def test_the_changelog_speaks_of_this_version_or_of_what_comes() -> None:
    headings = re.findall(r"^## \[(.+?)\]", read("CHANGELOG.md"), re.M)
    assert headings[0] == "Unreleased" or headings[0] == __version__


# ── what the READMEs say ──


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of one language, comments and blank lines taken out."""
    found = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    return [re.sub(r"(?m)(\s+#.*)?$|^#.*$", "", block).strip() for block in found]


def command_lines(readme: str) -> Iterator[list[str]]:
    """The words of each siping-kg command that a README shows."""
    for block in blocks(read(readme), "sh"):
        for line in block.splitlines():
            if line.startswith("siping-kg "):
                yield shlex.split(line)[1:]


def commands() -> dict[str, click.Command]:
    return cli.commands


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_shows_every_command_and_no_other(readme: str) -> None:
    assert {words[0] for words in command_lines(readme)} == set(commands())


GOLD = """
document: siping-2024
place: 四平市
report_year: 2024
entities: [{name: 四平市, type: Place}]
relations: []
observations: []
"""
PAIRS = """
- {a: {report: 四平市-2024, name: 四平, type: Place}, b: {report: 四平市-2024, name: 四平市, type: Place}, same: true}
"""


def test_the_commands_that_the_readme_shows_run_one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold.yaml").write_text(GOLD, encoding="utf-8")
    (tmp_path / "pairs.yaml").write_text(PAIRS, encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "report.txt").write_bytes(BUNDLED_REPORT.read_bytes())
    for words in command_lines("README.md"):
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, f"{words}: {result.output} {result.exception!r}"
    assert (tmp_path / "siping-kg-demo" / "cooperation.html").is_file()
    assert (tmp_path / "page.html").is_file()


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_make_targets_that_are_there(readme: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(blocks(read(readme), "sh"))))
    assert {"demo", "test"} <= named <= targets


def test_the_chinese_readme_keeps_step() -> None:
    english, chinese = (read(name) for name in READMES)
    for pattern in (r"^#+ ", r"^\|", r"^- ", r"^```\w*$"):
        assert [m.strip() for m in re.findall(pattern, english, re.M)] == [
            m.strip() for m in re.findall(pattern, chinese, re.M)
        ], f"{pattern} differs: a heading, a row, a point or a block stands in one README only"
    for language in ("sh", "python"):
        assert blocks(english, language) == blocks(chinese, language)


@pytest.mark.parametrize("page", [*READMES, "CONTRIBUTING.md", "docs/decisions/README.md"])
def test_links_within_the_repository_lead_somewhere(page: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", read(page)) if "://" not in link]
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


# ── what no file may say ──


def texts() -> Iterator[tuple[str, str]]:
    """Each text file of the repository with its path."""
    for name in sorted(files_of("")):
        content = (ROOT / name).read_bytes()
        if b"\0" not in content:
            yield name, content.decode("utf-8")


@pytest.mark.parametrize(
    "forbidden", [HOSTS, MACHINE_PATHS, OLD_SCHEMA], ids=["hosts", "paths", "old schema"]
)
def test_no_file_names_a_registry_host_a_machine_path_or_the_old_schema_namespace(
    forbidden: re.Pattern[str],
) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match.group()}"
        for name, text in texts()
        if forbidden is not OLD_SCHEMA or not REFUSES_OLD_SCHEMA.fullmatch(name)
        for match in forbidden.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (HOSTS, "see https://pypi." + "org/simple"),
        (HOSTS, "files.pythonhosted." + "org"),
        (MACHINE_PATHS, "cd /" + "home/anna/siping"),
        (OLD_SCHEMA, "<http://schema." + "org/name>"),
    ],
)
def test_a_forbidden_text_would_be_seen(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)
