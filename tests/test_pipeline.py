"""The whole way from files to a graph: the same bytes every time, and nothing broken left behind."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

import siping_kg
from passages import report_text
from siping_kg.graph import gazetteer_iri, gazetteer_quads, gazetteer_version
from siping_kg.link import link, links_iri
from siping_kg.model import ReadingError, SipingError, StoreError
from siping_kg.pipeline import BuiltReport, build, build_report, graph_store, store_reports, write_quads
from siping_kg.promises import indicator_quads, indicators_iri, ledger_iri, ledger_quads
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.store import counts_iri, counts_quads, info, open_store, replace_graphs, reports

REVIEW = "金士利、大江饮品分别获批国家级、省级“绿色工厂”，地区生产总值增长6%。"
BUILD = """
import hashlib, sys
from pathlib import Path
from siping_kg.pipeline import build
lines = [line for one in build(map(Path, sys.argv[1:])) for line in one.quads]
print(hashlib.sha256("\\n".join(lines).encode()).hexdigest())
"""


def two_reports(folder: Path) -> list[Path]:
    """Reports of two cities."""
    found = []
    for place in ("四平市", "长春市"):
        path = folder / f"{place}.txt"
        path.write_text(report_text(review=REVIEW, place=place), encoding="utf-8", newline="\n")
        found.append(path)
    return found


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return two_reports(tmp_path)


def digest(built: list[BuiltReport]) -> str:
    return hashlib.sha256("\n".join(line for one in built for line in one.quads).encode()).hexdigest()


def lines_of(store: Store) -> list[str]:
    """The quads of the reports' graphs as Oxigraph writes them."""
    return sorted(
        str(quad)
        for graph in store.named_graphs()
        if graph.value not in (gazetteer_iri(), links_iri(), ledger_iri(), indicators_iri(), counts_iri())
        for quad in store.quads_for_pattern(None, None, None, graph)
    )


def content(path: Path) -> list[str]:
    with open_store(path) as store:
        return lines_of(store)


def as_kept(built: Iterable[BuiltReport]) -> list[str]:
    """What a store that holds these reports must hold of them."""
    store = Store()
    for one in built:
        store.bulk_load("\n".join(one.quads).encode(), format=RdfFormat.N_QUADS)
    return lines_of(store)


def keys(store: Path) -> list[str]:
    with open_store(store) as opened:
        return [entry.key for entry in reports(opened)]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@contextmanager
def disk_full_after(size: int) -> Iterator[None]:
    """No file can grow beyond a size meanwhile."""
    resource = pytest.importorskip("resource", reason="no limits on files on this system")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# ── the same every time ──


def test_the_same_report_gives_the_same_bytes(files: list[Path]) -> None:
    assert build_report() == build_report(BUNDLED_REPORT)
    assert digest(build(files)) == digest(build(files))


def test_hash_seeds_change_nothing(files: list[Path]) -> None:
    paths = [BUNDLED_REPORT, files[1]]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, *map(str, paths)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("0", "1", "42", "4294967295")
    ]
    assert {run.communicate(timeout=60)[0].strip() for run in runs} == {digest(build(paths))}


def test_where_the_file_lies_and_what_it_is_called_changes_nothing(tmp_path: Path, files: list[Path]) -> None:
    moved = tmp_path / "另处" / "report.md"
    moved.parent.mkdir()
    moved.write_bytes(files[0].read_bytes())
    assert build_report(moved).quads == build_report(files[0]).quads


def test_reports_do_not_depend_on_each_other(files: list[Path]) -> None:
    together = build([BUNDLED_REPORT, files[1]])
    apart = [build_report(), build_report(files[1])]
    assert together == apart
    assert build(reversed(files)) == list(reversed(build(files)))


def test_the_package_gives_the_pipeline_s_names() -> None:
    assert siping_kg.build_report is build_report
    assert siping_kg.write_quads is write_quads
    with pytest.raises(AttributeError, match="no_such"):
        siping_kg.no_such  # noqa: B018


# ── which files ──


def test_two_files_of_one_place_and_year_are_refused(tmp_path: Path, files: list[Path]) -> None:
    again = tmp_path / "again.txt"
    again.write_bytes(files[0].read_bytes())
    with pytest.raises(SipingError, match=r"again\.txt: another of these files is 四平市-2024 too"):
        build([*files, again])


def test_place_and_year_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_text("各位代表：\n\n城镇新增就业2.1万人。\n", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"speech\.txt"):
        build_report(path)
    built = build_report(path, place="吉林省四平市铁西区", year=2021)
    assert (built.report.key, built.iri) == (
        "四平市铁西区-2021",
        "https://w3id.org/siping-kg/id/report/四平市铁西区-2021",
    )
    assert built.report.place == "吉林省四平市铁西区"


def test_one_bad_file_and_nothing_is_built(tmp_path: Path, files: list[Path]) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(ReadingError, match=r"bad\.txt: binary data"):
        build([*files, bad])


# ── into a file ──


def test_a_file_is_all_graphs_sorted_and_ends_with_a_line_break(tmp_path: Path, files: list[Path]) -> None:
    built = build(files)
    write_quads(built, tmp_path / "out.nq")
    lines = (tmp_path / "out.nq").read_bytes().decode().split("\n")
    assert lines.pop() == ""
    assert lines == sorted({line for one in built for line in one.quads})
    write_quads(reversed(built), tmp_path / "other.nq")
    assert (tmp_path / "other.nq").read_bytes() == (tmp_path / "out.nq").read_bytes()


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path: Path, files: list[Path]) -> None:
    out = tmp_path / "out.nq"
    write_quads(build(files), out)
    if os.name == "posix":
        assert stat.S_IMODE(out.stat().st_mode) == 0o644
        out.chmod(0o664)
    write_quads(build(files[:1]), out)
    assert out.read_text(encoding="utf-8").count("kg/id/report/长春市-2024> .") == 0
    if os.name == "posix":
        assert stat.S_IMODE(out.stat().st_mode) == 0o664
    assert names(tmp_path) == {"out.nq", *(file.name for file in files)}


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_written_through(tmp_path: Path, files: list[Path]) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.nq").symlink_to(tmp_path / "real" / "out.nq")
    write_quads(build(files), tmp_path / "link.nq")
    assert (tmp_path / "link.nq").is_symlink()
    assert names(tmp_path / "real") == {"out.nq"}


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_a_pipe_is_written_into_and_not_replaced(tmp_path: Path, files: list[Path]) -> None:
    built, pipe = build(files), tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    write_quads(built, pipe)
    received, _ = reader.communicate(timeout=20)
    assert received.decode().splitlines() == sorted(line for one in built for line in one.quads)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("there", [True, False], ids=["old file", "no file"])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, files: list[Path], there: bool) -> None:
    built, out = build(files), tmp_path / "out.nq"
    if there:
        out.write_text("old\n", encoding="utf-8")
    before = names(tmp_path)
    with disk_full_after(4096), pytest.raises(SipingError, match=r"out\.nq: cannot be written"):
        write_quads(built, out)
    assert names(tmp_path) == before
    if there:
        assert out.read_text(encoding="utf-8") == "old\n"


def test_a_target_that_cannot_be_written_is_named(tmp_path: Path, files: list[Path]) -> None:
    built, folder = build(files), tmp_path / "folder"
    folder.mkdir()
    before = names(tmp_path)
    for out in (folder, tmp_path / "missing" / "out.nq", files[0] / "out.nq"):
        with pytest.raises(SipingError, match="cannot be written") as caught:
            write_quads(built, out)
        assert str(caught.value).startswith(f"{out}: ")
        assert names(tmp_path) == before
        assert names(folder) == set()


# ── into a store ──


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the two reports, written one after the other; tests work on copies."""
    folder = tmp_path_factory.mktemp("first")
    for one in build(two_reports(folder)):
        store_reports([one], folder / "store")
    return folder / "store"


@pytest.fixture
def store(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first, tmp_path / "store"))


def test_a_store_gets_the_reports_and_the_gazetteer_once(store: Path, files: list[Path]) -> None:
    one, two = build(files)
    assert keys(store) == ["四平市-2024", "长春市-2024"]
    assert content(store) == as_kept([one, two])
    with open_store(store) as opened:
        from_reports = (link(opened), ledger_quads(opened), indicator_quads(opened), counts_quads(opened))
        derived = len(gazetteer_quads()) + sum(
            len(lines) + 1 for lines in from_reports
        )  # and what they follow from
        assert len(opened) == len(one.quads) + len(two.quads) + derived
        assert info(opened).reports == 2


def test_the_gazetteer_is_written_again_only_when_it_is_another(store: Path, files: list[Path]) -> None:
    graph, (_, version, now) = gazetteer_iri(), gazetteer_version()
    mark = f'<{graph}> <{version}> "{{}}" <{graph}> .\n'
    for state, again in ((now.value, False), ("older", True)):
        replace_graphs(store, {graph: mark.format(state).encode()})
        store_reports(build(files[:1]), store)
        with open_store(store) as opened:
            lines = sum(1 for _ in opened.quads_for_pattern(None, None, None, NamedNode(graph)))
        assert lines == (len(gazetteer_quads()) if again else 1)


def test_a_report_again_replaces_its_graph(store: Path, files: list[Path]) -> None:
    old = build(files)
    files[0].write_text(report_text(review="举办活动。"), encoding="utf-8")
    new = build(files)
    assert as_kept(new) != as_kept(old)
    store_reports(new[:1], store)
    assert content(store) == as_kept(new)


def test_the_order_in_which_reports_come_changes_nothing(
    store: Path, tmp_path: Path, files: list[Path]
) -> None:
    store_reports(reversed(build(files)), tmp_path / "other")
    assert content(tmp_path / "other") == content(store)


def test_reports_can_be_removed_while_others_come(store: Path, files: list[Path]) -> None:
    one, _ = build(files)
    store_reports(
        [build_report()], store, remove=[one.iri, "https://w3id.org/siping-kg/id/report/长春市-2024"]
    )
    assert keys(store) == ["四平市-2024"]  # the bundled report, of the same place and year
    assert content(store) == as_kept([build_report()])


def test_a_folder_of_other_files_is_no_store(tmp_path: Path, files: list[Path]) -> None:
    built, before = build(files), names(tmp_path)
    with pytest.raises(StoreError, match="holds other files"):
        store_reports(built, tmp_path)
    with pytest.raises(StoreError, match="is a file"):
        store_reports(built, files[0])
    assert names(tmp_path) == before


def test_a_report_in_memory_has_its_own_graph_only(files: list[Path]) -> None:
    store = graph_store(files[0])
    built = build_report(files[0])
    assert [graph.value for graph in store.named_graphs()] == [built.iri]
    assert len(store) == len(built.quads)
