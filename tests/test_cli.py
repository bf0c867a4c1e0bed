"""The command line: what each command writes and where, and errors of one line that write over nothing."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode

from passages import report_text
from siping_kg import __version__
from siping_kg.cli import cli
from siping_kg.query import load_queries
from siping_kg.store import STORE_VARIABLE, open_store, replace_graphs, reports
from siping_kg.vocabulary import KG, OA

COUNT = "SELECT (COUNT(*) AS ?n) { ?s a kg:Company ; skos:prefLabel ?name FILTER(CONTAINS(?name, '世宝')) }"
GOLD = """
document: siping-2024
place: 四平市
report_year: 2024
entities: [{name: 四平市, type: Place}, {name: 从未有过的企业, type: Company}]
relations: []
observations: []
"""


@pytest.fixture(autouse=True)
def default_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the store in the user's data folder."""
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "default"))
    return tmp_path / "default"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled report, only read; tests that write copy it."""
    store = tmp_path_factory.mktemp("cli") / "store"
    result = CliRunner().invoke(cli, ["build", "--store", str(store)])
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in store.parent.iterdir()} == {"store"}, (
        "--store alone writes that store alone"
    )
    return store


@pytest.fixture
def store(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "store"))


def run(*words: str | Path, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=stdin)


def ran(*words: str | Path, stdin: str | bytes = "") -> str:
    """What a command that succeeds writes on standard output."""
    result = run(*words, stdin=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


def failed(*words: str | Path, stdin: str | bytes = "") -> str:
    """The one line of a command that fails."""
    result = run(*words, stdin=stdin)
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    return line


def report(folder: Path, place: str = "长春市") -> Path:
    path = folder / f"{place}.txt"
    path.write_text(report_text(review="地区生产总值增长6%。", place=place), encoding="utf-8")
    return path


def keys(store: Path) -> list[str]:
    with open_store(store) as opened:
        return [entry.key for entry in reports(opened)]


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder with their bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# ── help ──


@pytest.mark.parametrize("name", [*cli.commands, ""])
def test_help_says_what_a_command_is_for_and_what_its_options_do(name: str) -> None:
    command: click.Command = cli.commands[name] if name else cli
    for flag in ("--help", "-h"):
        shown = ran(*[name][: bool(name)], flag)
        assert shown.startswith("Usage: ")
        assert (command.help or "?").split()[0] in shown
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_version_is_the_package_s() -> None:
    assert __version__ in ran("--version")


def test_a_misspelt_command_or_option_is_a_usage_error() -> None:
    assert run("biuld").exit_code == 2
    assert run("build", "--sotre", "x").exit_code == 2


# ── build ──


def test_output_alone_writes_only_that_file(tmp_path: Path) -> None:
    assert ran("build", "-o", tmp_path / "out.nq") == ""
    assert set(tree(tmp_path)) == {"out.nq"}
    lines = (tmp_path / "out.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert all(line.endswith("<https://w3id.org/siping-kg/id/report/四平市-2024> .") for line in lines)


def test_no_target_is_the_default_store(tmp_path: Path, default_store: Path) -> None:
    ran("build", report(tmp_path))
    assert keys(default_store) == ["长春市-2024"]


def test_reports_are_added_and_removed(store: Path, tmp_path: Path) -> None:
    path = report(tmp_path)
    told = run("build", path, "--store", store, "-o", tmp_path / "out.nq").stderr
    assert "长春市-2024" in told
    assert (tmp_path / "out.nq").is_file(), "with both targets both are written"
    assert keys(store) == ["四平市-2024", "长春市-2024"]
    assert "四平市-2024" in run("build", "--store", store, "--remove", "四平市-2024").stderr
    assert keys(store) == ["长春市-2024"]
    ran("build", "--store", store, "--remove", "长春市-2024", report(tmp_path, "通化市"))
    assert keys(store) == ["通化市-2024"]


def test_a_second_build_leaves_what_has_not_changed(tmp_path: Path) -> None:
    paths = [report(tmp_path), report(tmp_path, "通化市")]
    assert "长春市-2024" in run("build", *paths, "--store", tmp_path / "store").stderr
    told = run("build", *paths, "--store", tmp_path / "store").stderr
    assert told.splitlines()[0] == "2 份报告没有变化"
    both = run("build", *paths, "--processes", "2", "--store", tmp_path / "store", "-o", tmp_path / "out.nq")
    assert both.stderr.splitlines()[0] == "2 份报告没有变化"
    assert (tmp_path / "out.nq").is_file()


def test_a_bad_file_among_good_ones_is_told_last_and_they_are_kept(tmp_path: Path) -> None:
    good, store = report(tmp_path), tmp_path / "store"
    for more in ([], ["-o", tmp_path / "out.nq"]):
        result = run("build", tmp_path / "missing.txt", good, "--store", store, *more)
        assert result.exit_code == 1
        *_, error = result.stderr.splitlines()
        assert error.startswith(f"Error: {tmp_path / 'missing.txt'}: there is no such file")
        assert keys(store) == ["长春市-2024"]
        assert not (tmp_path / "out.nq").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--remove", "四平市-2023"],
        ["--remove", "四平市-2024", "--remove", "长春市-2024"],
        ["--remove", "四平市-2024", "missing.txt"],
    ],
    ids=["unknown", "one known", "bad file"],
)
def test_a_removal_that_fails_removes_nothing(store: Path, words: list[str]) -> None:
    before = tree(store)
    failed("build", "--store", store, *words)
    assert {name: data for name, data in tree(store).items() if name in before} == before
    assert keys(store) == ["四平市-2024"]


def test_place_and_year_are_options(tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("各位代表：\n\n城镇新增就业2.1万人。\n", encoding="utf-8")
    ran("build", tmp_path / "speech.txt", "--place", "辽源市", "--year", "2019", "-o", tmp_path / "out.nq")
    assert "report/辽源市-2019> ." in (tmp_path / "out.nq").read_text(encoding="utf-8")
    for year in ("0", "-5", "20244", "abc"):
        result = run("build", tmp_path / "speech.txt", "--place", "辽源市", f"--year={year}")
        assert result.exit_code == 2
        assert "--year" in result.stderr


@pytest.mark.parametrize(
    ("name", "content", "more", "says"),
    [
        ("missing.txt", None, [], "no such file"),
        ("empty.txt", b"", [], "empty"),
        ("blank.txt", " \n\u3000\n".encode(), [], "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, [], "binary data"),
        ("half.txt", "四平市政府工作报告".encode()[:-1] + b"\xff\xff", [], "not"),
        ("folder", ..., [], "is a folder"),
        ("noplace.txt", "2024年城镇新增就业2.1万人。\n".encode(), ["--year", "2024"], "--place"),
        ("noyear.txt", "城镇新增就业2.1万人。\n".encode(), ["--place", "四平市"], "--year"),
        ("x.txt", "就业2.1万人。\n".encode(), ["--place", "无此市", "--year", "2024"], "无此市"),
        ("x.txt", "就业2.1万人。\n".encode(), ["--place", "铁西区", "--year", "2024"], "鞍山市铁西区"),
    ],
)
def test_a_file_that_is_no_report_is_named_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes | None, more: list[str], says: str
) -> None:
    path = tmp_path / name
    if content is ...:
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    (tmp_path / "out.nq").write_text("old\n", encoding="utf-8")
    before = tree(tmp_path)
    line = failed("build", path, *more, "-o", tmp_path / "out.nq", "--store", tmp_path / "store")
    assert str(path) in line
    assert says in line
    assert tree(tmp_path) == before
    assert not (tmp_path / "store").exists()


def test_a_second_file_that_fails_leaves_the_old_output(tmp_path: Path) -> None:
    (tmp_path / "out.nq").write_text("old\n", encoding="utf-8")
    good = report(tmp_path)
    before = tree(tmp_path)
    assert "missing.txt" in failed("build", good, tmp_path / "missing.txt", "-o", tmp_path / "out.nq")
    assert "长春市-2024" in failed("build", good, good, "-o", tmp_path / "out.nq")
    assert "nowhere" in failed("build", good, "-o", tmp_path / "nowhere" / "out.nq")
    assert str(good) in failed("build", good, "--store", good)
    assert tree(tmp_path) == before


# ── query ──


def test_without_a_name_the_queries_are_listed_with_their_parameters() -> None:
    lines = ran("query").splitlines()
    assert [line.split()[0] for line in lines] == [query.name for query in load_queries()]
    (line,) = [line for line in lines if line.startswith("cooperation ")]
    assert "--param place=…" in line


def test_a_named_query_answers_in_every_format(first: Path) -> None:
    words = ["query", "cooperation", "--param", "place=四平市", "--store", str(first)]
    found = json.loads(ran(*words, "--format", "json"))
    assert len(found) > 3
    assert "长平一体化" in {row["scheme"] for row in found}
    assert len(ran(*words, "--format", "csv").splitlines()) >= len(found) + 1
    assert ran(*words, "--format", "md").startswith("|")
    assert f"({len(found)} rows)" in ran(*words)
    assert "xml" in failed(*words, "--format", "xml")


def test_a_query_comes_from_standard_input_or_a_file(first: Path, tmp_path: Path) -> None:
    piped = ran("query", "-", "--store", first, "--format", "csv", stdin=COUNT)
    assert piped.splitlines() == ["n", "1"]
    (tmp_path / "mine.rq").write_text(COUNT, encoding="utf-8")
    assert ran("query", tmp_path / "mine.rq", "--store", first, "--format", "csv") == piped
    assert ran("query", "-", "--store", first, stdin="ASK { ?s a kg:Report }") == "true\n"
    made = "CONSTRUCT { ?s a kg:Report } WHERE { ?s a kg:Report }"
    assert ran("query", "-", "--store", first, "--format", "nt", stdin=made).endswith(f"<{KG.Report}> .\n")


@pytest.mark.parametrize(
    ("words", "stdin", "says"),
    [
        (["cooperaton"], "", "cooperation"),
        (["mine.rq"], "", "mine.rq"),
        (["cooperation", "--param", "place"], "", "--param place"),
        (["cooperation", "--param", "city=四平市"], "", "city"),
        (["projects", "--param", "place=无此市"], "", "无此市"),
        (["cooperation", "--param", "place=铁西区"], "", "吉林省四平市铁西区"),
        (["-"], "SELECT ?x {", "line 1"),
        (["-"], "SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "SERVICE"),
        (["-"], "", "standard input"),
        (["-"], b"SELECT \xff", "standard input"),
    ],
)
def test_a_query_that_cannot_be_answered_is_one_line(
    first: Path, words: list[str], stdin: str | bytes, says: str
) -> None:
    assert says in failed("query", *words, "--store", first, stdin=stdin)


@pytest.mark.parametrize(
    "words",
    [
        ["info"],
        ["check"],
        ["check", "--unread"],
        ["query", "places"],
        ["brief", "四平市", "-o", "page.html"],
        ["build", "--remove", "四平市-2024"],
    ],
    ids=" ".join,
)
def test_a_store_that_is_not_there_is_named_with_the_way_out(
    tmp_path: Path, default_store: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("no store", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for where in ("missing", "file", "folder"):
        line = failed(*words, "--store", tmp_path / where)
        assert str(tmp_path / where) in line
        assert "siping-kg build --store" in line
    assert str(default_store) in failed(*words)
    assert tree(tmp_path) == {"file": b"no store"}


# ── what a store holds ──


def test_info_lists_reports_and_counts_what_the_store_has(first: Path) -> None:
    shown = ran("info", "--store", first)
    assert str(first) in shown
    assert "四平市-2024  四平市2024年政府工作报告" in shown
    with open_store(first) as opened:
        quads = len(opened)
        kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        companies = {q.subject for q in opened.quads_for_pattern(None, kind, NamedNode(KG.Company), None)}
    assert f"四元组 {quads}\n" in shown
    assert f"企业 {len(companies)}，" in shown or f"企业 {len(companies)}\n" in shown


def test_check_passes_the_bundled_report(first: Path) -> None:
    """Without the shapes, which take seconds; the tests of graphs hold the same graph against them."""
    assert ran("check", "--no-shapes", "--store", first) == "未发现问题。\n"


def test_check_fails_with_what_it_found(tmp_path: Path) -> None:
    graph = "https://w3id.org/siping-kg/id/report/x"
    quad = f'<{graph}/passage/0-1> <{OA.exact}> "{"长" * 401}" <{graph}> .\n'
    replace_graphs(tmp_path / "store", {graph: quad.encode()})
    result = run("check", "--store", tmp_path / "store", "--no-shapes")
    assert result.exit_code == 1
    assert f"quote-too-long\t1\t{graph}/passage/0-1\t" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("发现 ")


# ── words left unread ──

UNREAD = "新建高标准农田65万亩。奋力攀登“好上加好”。"


@pytest.fixture
def unread(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(report_text(review=UNREAD), encoding="utf-8")
    return path


def test_check_lists_unread_words_and_ends_with_totals(unread: Path) -> None:
    ran("build", unread, "--store", unread.parent / "store")
    shown = ran("check", "--unread", "--store", unread.parent / "store")
    header, _, row, count, *last = shown.splitlines()
    assert header.split() == ["report", "kind", "words", "context", "start"]
    assert row.split()[:3] == ["四平市-2024", "引号", "“好上加好”"]
    assert count == "(1 row)"
    assert last == [
        "数字：共 1 处，已读 1 处，占 100.0%，未读 0 处",
        "引号：共 1 处，已读 0 处，占 0.0%，未读 1 处",
    ]
    assert ran("check", "--unread", unread) == shown, "files are built in memory"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_unread_words_for_machines_are_one_table_and_the_totals_stand_apart(unread: Path, form: str) -> None:
    result = run("check", "--unread", unread, "--format", form)
    assert result.exit_code == 0
    (row,) = json.loads(result.stdout) if form == "json" else csv.DictReader(result.stdout.splitlines())
    assert (row["kind"], row["words"], row["context"]) == ("引号", "“好上加好”", "奋力攀登“好上加好”。")
    assert [line[:2] for line in result.stderr.splitlines()] == ["数字", "引号"]


def test_a_report_with_nothing_left_unread_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(report_text(review="我们稳中求进。"), encoding="utf-8")
    shown = ran("check", "--unread", path, "--format", "md").splitlines()
    assert shown[0] == "| report | kind | words | context | start |"
    assert shown[-2:] == ["数字：共 0 处，已读 0 处，未读 0 处", "引号：共 0 处，已读 0 处，未读 0 处"]


def test_unread_words_are_asked_of_files_or_of_a_store_and_apart_from_the_reading(first: Path) -> None:
    assert "not both" in failed("check", "--unread", "report.txt", "--store", first)
    assert "one at a time" in failed("check", "--unread", "--reading")
    assert "--unread" in failed("check", "report.txt")


# ── pages ──


def quotes(store: Path) -> Iterator[str]:
    """The words behind each cooperation of a store."""
    query = """SELECT DISTINCT ?q { ?s rdf:predicate kg:cooperatesWith ; prov:wasQuotedFrom ?p . ?p oa:exact ?q
        FILTER NOT EXISTS { ?report kg:namedIn ?p } }"""
    for row in json.loads(ran("query", "-", "--store", store, "--format", "json", stdin=query)):
        yield row["q"]


def test_a_brief_holds_the_sentence_behind_every_cooperation(first: Path, tmp_path: Path) -> None:
    page = tmp_path / "页.html"
    page.write_text("old", encoding="utf-8")
    assert ran("brief", "四平市", "--store", first, "-o", page) == ""
    text = page.read_text(encoding="utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "四平市合作网络" in text
    found = list(quotes(first))
    assert found
    assert [quote for quote in found if json.dumps(quote, ensure_ascii=False)[1:-1] not in text] == []
    assert set(tree(tmp_path)) == {"页.html"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["铁西区"], "吉林省四平市铁西区"),
        (["无此市"], "无此市"),
        (["长春市"], "长春市"),
        (["四平市", "--kind", "poster"], "poster"),
    ],
)
def test_a_brief_that_cannot_be_written_leaves_the_old_page(
    first: Path, tmp_path: Path, words: list[str], says: str
) -> None:
    (tmp_path / "page.html").write_text("old", encoding="utf-8")
    assert says in failed("brief", *words, "--store", first, "-o", tmp_path / "page.html")
    assert tree(tmp_path) == {"page.html": b"old"}
    for page in (tmp_path / "none" / "page.html", tmp_path):
        assert str(page) in failed("brief", "四平市", "--store", first, "-o", page)
    assert tree(tmp_path) == {"page.html": b"old"}


def test_the_demo_leaves_a_store_and_a_page(tmp_path: Path, default_store: Path) -> None:
    shown = ran("demo", "-o", tmp_path / "演示")
    assert keys(tmp_path / "演示" / "store") == ["四平市-2024"]
    page = (tmp_path / "演示" / "cooperation.html").read_text(encoding="utf-8")
    found = list(quotes(tmp_path / "演示" / "store"))
    assert json.dumps(found[0], ensure_ascii=False)[1:-1] in page
    assert "长平一体化" in shown
    assert not default_store.exists()
    (tmp_path / "file").write_text("old", encoding="utf-8")
    assert str(tmp_path / "file") in failed("demo", "-o", tmp_path / "file")


# ── evaluation ──


def test_evaluate_prints_precision_recall_and_f1(tmp_path: Path) -> None:
    (tmp_path / "gold.yaml").write_text(GOLD, encoding="utf-8")
    built = report(tmp_path, "四平市")
    shown = ran("evaluate", tmp_path / "gold.yaml", built)
    assert {"P", "R", "F1", "entities", "relations", "figures", "evidence:"} <= set(shown.split())
    plain = json.loads(ran("evaluate", tmp_path / "gold.yaml", built, "--json"))
    (place,) = [score for of, score in plain["entities"].items() if of == "Place"]
    assert (place["recall"], place["precision"]) == (1.0, 1.0)
    assert plain["entities"]["Company"]["recall"] == 0.0
    assert plain["evidence"]["share"] == 1.0
    ran("build", built, "-o", tmp_path / "graph.nq")
    assert ran("evaluate", tmp_path / "gold.yaml", tmp_path / "graph.nq") == shown
    assert "从未有过的企业" in ran("evaluate", tmp_path / "gold.yaml", built, "--misses")


@pytest.mark.parametrize(
    ("gold", "source", "says"),
    [
        (None, None, "gold.yaml: cannot be read"),
        (b"", None, "gold.yaml"),
        (b"a: [1", None, "is not YAML"),
        (GOLD.replace("Company", "Firm").encode(), None, "Firm"),
        (GOLD.encode(), "missing.txt", "missing.txt: there is no such file"),
        (GOLD.encode(), "missing.nq", "missing.nq: cannot be read"),
        (GOLD.encode(), "gold.nq", "gold.nq: line 2"),
        (b"\x89PNG\xff\x00", None, "gold.yaml: is not UTF-8 text"),
    ],
)
def test_what_cannot_be_evaluated_is_one_line(
    tmp_path: Path, gold: bytes | None, source: str | None, says: str
) -> None:
    report(tmp_path)
    (tmp_path / "gold.nq").write_text("\nno quads\n", encoding="utf-8")
    if gold is not None:
        (tmp_path / "gold.yaml").write_bytes(gold)
    words = [tmp_path / "gold.yaml", *([tmp_path / source] if source else [])]
    assert says in failed("evaluate", *words)


# ── in a real process ──


def process(*words: str | Path, encoding: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "siping_kg", *map(str, words)],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_output_is_utf_8_whatever_the_console_s_code_page(first: Path, encoding: str) -> None:
    query = "SELECT DISTINCT ?l { ?s a kg:Report ; kg:place/skos:prefLabel ?l FILTER(?l = '四平市'@zh) }"
    found = process("query", "-", "--store", first, "--format", "csv", encoding=encoding, stdin=query)
    assert found.stdout.decode("utf-8").split() == ["l", "四平市"], found.stderr


def test_errors_are_utf_8_one_line_and_exit_status_1(first: Path) -> None:
    found = process("brief", "铁西区", "--store", first, "-o", "page.html", encoding="ascii")
    assert (found.returncode, found.stdout) == (1, b"")
    (line,) = found.stderr.decode("utf-8").splitlines()
    assert "吉林省四平市铁西区" in line
    assert not Path("page.html").exists()


@pytest.mark.skipif(os.name != "posix", reason="/dev/stdout")
def test_a_graph_goes_down_a_pipe(tmp_path: Path) -> None:
    found = process("build", report(tmp_path), "-o", "/dev/stdout", encoding="utf-8")
    assert found.returncode == 0, found.stderr
    lines = found.stdout.decode().splitlines()
    assert len(lines) > 10
    assert all(line.endswith("/report/长春市-2024> .") for line in lines)
