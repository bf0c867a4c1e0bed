"""The store: whole graphs in and out, for readers who read while it is written, and after any crash."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

import siping_kg.store.writing as writing
from siping_kg.model import SipingError, StoreError, UnknownNameError
from siping_kg.store import (
    STORE_VARIABLE,
    counts_iri,
    counts_quads,
    counts_state,
    default_store,
    find_report,
    info,
    open_store,
    read_graph,
    remove_report,
    replace_graphs,
    reports,
    write_store,
)
from siping_kg.vocabulary import KG, OWL, RDF

ID = "https://w3id.org/siping-kg/id/"
SIPING, CHANGCHUN = (f"{ID}report/{name}" for name in ("四平市-2024", "长春市-2024"))
GAZETTEER, LINKS, LEDGER, SCHEME = (
    f"{ID}graph/{name}" for name in ("gazetteer", "links", "ledger", "indicators")
)
SMALL = Path(__file__).parent / "data" / "small.trig"


def graphs_of(store: Store) -> dict[str, bytes]:
    names = [graph.value for graph in store.named_graphs()]
    lines = (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    return {
        name: b"".join(sorted(x for x in lines if x.endswith(f"<{name}> .\n".encode()))) for name in names
    }


@pytest.fixture(scope="module")
def graphs() -> dict[str, bytes]:
    found = graphs_of(read_graph(SMALL))
    assert set(found) == {SIPING, CHANGCHUN, GAZETTEER, LINKS, LEDGER, SCHEME}
    return {name: lines for name, lines in found.items() if name not in (LINKS, LEDGER, SCHEME)}


@pytest.fixture
def path(tmp_path: Path, graphs: dict[str, bytes]) -> Path:
    replace_graphs(tmp_path / "库", graphs)
    return tmp_path / "库"


def content(path: Path) -> dict[str, bytes]:
    with open_store(path) as store:
        return graphs_of(store)


def line(graph: str, value: str) -> bytes:
    return f'<{ID}thing> <{ID}says> "{value}" <{graph}> .\n'.encode()


def test_what_goes_in_comes_out(path: Path, graphs: dict[str, bytes]) -> None:
    assert content(path) == graphs


def test_the_reports_are_listed_by_place_and_year(path: Path) -> None:
    with open_store(path) as store:
        assert [(r.key, r.graph, r.place_name, r.year) for r in reports(store)] == [
            ("四平市-2024", SIPING, "四平市", 2024),
            ("长春市-2024", CHANGCHUN, "长春市", 2024),
        ]
        assert find_report(store, CHANGCHUN) == find_report(store, "长春市-2024") == reports(store)[1]
        assert reports(store)[0].sha256.startswith("ace6")


def test_info_counts_each_thing_and_tie_of_the_reports_once(path: Path, graphs: dict[str, bytes]) -> None:
    with open_store(path) as store:
        found = info(store)
    assert (found.reports, found.statements, found.figures, found.passages) == (2, 17, 7, 14)
    assert found.entities["Place"] == 3, "the gazetteer's other places are in no report"
    assert found.entities["Company"] == 4, "two of them are in both reports"
    assert found.relations["cooperatesWith"] == 1, "both ways is one tie"
    assert found.relations["involves"] == 2
    assert found.quads == sum(lines.count(b"\n") for lines in graphs.values())


def note_counts(path: Path) -> None:
    """Note, as a build does, what the reports hold; but the figures as seven hundred."""
    with open_store(path) as store:
        graph, says = NamedNode(counts_iri()), NamedNode(OWL.versionInfo)
        lines = [*counts_quads(store), f"{Quad(graph, says, Literal(counts_state(store)), graph)} ."]
    noted = "".join(f"{line}\n" for line in lines)
    assert noted.count('"7"^^') == 1
    replace_graphs(path, {counts_iri(): noted.replace('"7"^^', '"700"^^').encode()})


def test_info_reads_what_the_build_noted(path: Path) -> None:
    with open_store(path) as store:
        counted = info(store)
    note_counts(path)
    with open_store(path) as store:
        noted = info(store)
        assert noted.quads == len(store)
    assert noted == replace(counted, figures=700, quads=noted.quads)


def test_what_was_noted_of_other_reports_is_not_read(path: Path, graphs: dict[str, bytes]) -> None:
    note_counts(path)
    replace_graphs(path, {SIPING: graphs[SIPING].replace(b'"ace6', b'"ace7')})
    with open_store(path) as store:
        assert info(store).figures == 7
    note_counts(path)
    new = f"{ID}report/辽源市-2024"
    replace_graphs(path, {new: f"<{new}> <{RDF.type}> <{KG.Report}> <{new}> .\n".encode()})
    with open_store(path) as store:
        assert (info(store).reports, info(store).figures) == (3, 7), "a report that says no origin counts too"


def test_replacing_a_report_leaves_nothing_of_the_old_one(path: Path, graphs: dict[str, bytes]) -> None:
    replace_graphs(path, {SIPING: line(SIPING, "new")})
    assert content(path) == graphs | {SIPING: line(SIPING, "new")}


def test_a_report_is_removed_by_its_key_or_iri(path: Path, graphs: dict[str, bytes]) -> None:
    replace_graphs(path, {LINKS: line(LINKS, "x")})
    assert remove_report(path, "长春市-2024").graph == CHANGCHUN
    assert content(path) == {name: graphs[name] for name in (SIPING, GAZETTEER)}
    with pytest.raises(UnknownNameError, match=r"no report 长春市-2024 in the store; it holds 四平市-2024$"):
        remove_report(path, "长春市-2024")
    assert remove_report(path, SIPING).key == "四平市-2024"
    assert content(path) == {GAZETTEER: graphs[GAZETTEER]}


def test_one_call_replaces_adds_and_removes(path: Path, graphs: dict[str, bytes]) -> None:
    new = f"{ID}report/辽源市-2024"
    replace_graphs(
        path, {SIPING: graphs[SIPING], new: line(new, "x")}, remove=[CHANGCHUN, f"{ID}report/none"]
    )
    assert content(path) == {SIPING: graphs[SIPING], new: line(new, "x"), GAZETTEER: graphs[GAZETTEER]}


def test_who_reads_keeps_what_was_there_at_opening(path: Path, graphs: dict[str, bytes]) -> None:
    with open_store(path) as before:
        for number in range(4):
            replace_graphs(path, {SIPING: line(SIPING, f"{number}")})
        assert graphs_of(before) == graphs
        assert content(path)[SIPING] == line(SIPING, "3")
    replace_graphs(path, {SIPING: line(SIPING, "last")})
    kept = [entry for entry in (path / "snapshots").iterdir() if entry.is_dir()]
    assert len(kept) == 1, "snapshots that nobody reads are dropped"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (b"", "at least one"),
        (line(CHANGCHUN, "x"), "must be lines that end with"),
        (line(SIPING, "x") + line(CHANGCHUN, "x"), "must be lines that end with"),
        (line(SIPING, "x").strip(), "must be lines that end with"),
        (f"<relative> <{ID}p> <{ID}o> <{SIPING}> .\n".encode(), "line 1 is not N-Quads"),
    ],
)
def test_bad_lines_change_nothing(path: Path, graphs: dict[str, bytes], lines: bytes, says: str) -> None:
    with pytest.raises(StoreError, match=says):
        replace_graphs(path, {GAZETTEER: line(GAZETTEER, "x"), SIPING: lines})
    replace_graphs(path, {}, remove=[])
    assert content(path) == graphs, "neither now nor after the next change"


def test_bad_lines_make_no_graph_in_a_new_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"<http://g>: line 1 is not N-Quads"):
        replace_graphs(tmp_path / "new", {"http://g": b"<a> <b> <c> <http://g> .\n"})
    assert content(tmp_path / "new") == {}
    replace_graphs(tmp_path / "new", {"http://g": line("http://g", "x")})
    assert content(tmp_path / "new") == {"http://g": line("http://g", "x")}


def test_a_crash_before_publishing_leaves_readers_the_old_and_the_next_call_mends_it(
    path: Path, graphs: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "publish", full)
        with pytest.raises(StoreError, match=r"cannot be written .* readers keep what was there"):
            replace_graphs(path, {SIPING: line(SIPING, "new")})
    assert content(path) == graphs
    replace_graphs(path, {SIPING: line(SIPING, "new")})
    assert content(path) == graphs | {SIPING: line(SIPING, "new")}


WRITER = textwrap.dedent("""
    import sys
    from pathlib import Path
    from siping_kg.store import replace_graphs
    graphs = [f"http://graph/{number}" for number in range(3)]
    for version in range(int(sys.argv[2])):
        replace_graphs(Path(sys.argv[1]), {
            graph: "".join(f'<{graph}/{n}> <http://v> "{version}" <{graph}> .\\n' for n in range(3000)).encode()
            for graph in graphs
        })
        print(version, flush=True)
""")


def versions(path: Path) -> set[tuple[str, str, int]]:
    with open_store(path) as store:
        rows = store.query("SELECT ?g ?v (COUNT(*) AS ?n) { GRAPH ?g { ?s <http://v> ?v } } GROUP BY ?g ?v")
        return {(row["g"].value, row["v"].value, int(row["n"].value)) for row in rows}


def whole(found: set[tuple[str, str, int]]) -> bool:
    """Three graphs, all of the same version, each with all of its quads."""
    return len(found) == 3 and len({v for _, v, _ in found}) == 1 and {n for _, _, n in found} == {3000}


def test_readers_see_whole_versions_while_another_process_writes(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "s"), "8"], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout
        writer.stdout.readline()
        seen = []
        while writer.poll() is None:
            seen.append(versions(tmp_path / "s"))
            time.sleep(0.02)
    assert writer.returncode == 0
    assert all(map(whole, seen))
    assert len({min(v for _, v, _ in found) for found in seen}) > 1, "it was read while it changed"


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.12])
def test_a_killed_writer_leaves_a_whole_store_that_the_next_one_takes_up(
    tmp_path: Path, delay: float
) -> None:
    path = tmp_path / "s"
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path), "999"], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        time.sleep(delay)
        writer.kill()
    assert whole(versions(path))
    subprocess.run([sys.executable, "-c", WRITER, str(path), "1"], check=True, stdout=subprocess.DEVNULL)
    assert {(v, n) for _, v, n in versions(path)} == {("0", 3000)}


def test_what_a_killed_writer_dropped_comes_back(path: Path, graphs: dict[str, bytes]) -> None:
    with write_store(path) as writer:
        writer.replace({"http://g": line("http://g", "x")}, remove=[SIPING])
    assert content(path) == graphs, "nothing was published"
    replace_graphs(path, {"http://h": line("http://h", "y")})
    whole = {name: line(name, value) for name, value in (("http://g", "x"), ("http://h", "y"))}
    assert content(path) == graphs | whole, "a graph that was put in whole may stay"
    replace_graphs(path, {}, remove=[SIPING, "http://g", "http://h"])
    replace_graphs(path, {})
    assert content(path) == {name: graphs[name] for name in (CHANGCHUN, GAZETTEER)}, "what is published stays"


def test_a_folder_in_which_a_store_was_begun_becomes_one(tmp_path: Path) -> None:
    (tmp_path / "s" / "snapshots").mkdir(parents=True)
    replace_graphs(tmp_path / "s", {"http://g": line("http://g", "x")})
    assert content(tmp_path / "s") == {"http://g": line("http://g", "x")}


def test_a_second_writer_is_told_to_wait(path: Path, graphs: dict[str, bytes]) -> None:
    holder = Store(str(path))
    with pytest.raises(StoreError, match="another program is writing to this store; try again when it ends"):
        replace_graphs(path, graphs)
    assert content(path) == graphs, "readers need not wait"
    del holder


def test_a_store_that_another_program_made_can_be_read(tmp_path: Path) -> None:
    made = Store(str(tmp_path / "s"))
    made.bulk_load(SMALL.read_bytes(), format=RdfFormat.TRIG)
    made.flush()
    del made
    with open_store(tmp_path / "s") as store:
        assert store.contains_named_graph(NamedNode(SIPING))
    with open_store(tmp_path / "s") as before:
        replace_graphs(tmp_path / "s", {"http://g": line("http://g", "x")})
        assert "http://g" not in graphs_of(before)
    assert {SIPING, "http://g"} < set(content(tmp_path / "s"))


def test_what_is_no_store_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    file = tmp_path / "full" / "letter.txt"
    for path, says in [
        (tmp_path / "none", r"there is no store here; `siping-kg build --store .*none` makes one"),
        (tmp_path / "full", r"is not a store; `siping-kg build --store .*full` makes one"),
        (file, r"letter.txt: is not a store"),
    ]:
        with pytest.raises(StoreError, match=says), open_store(path):
            pass
    with pytest.raises(StoreError, match="holds other files and no store; name an empty or a new directory"):
        replace_graphs(tmp_path / "full", {"http://g": line("http://g", "x")})
    with pytest.raises(StoreError, match="is a file; a store is a directory"):
        replace_graphs(file, {"http://g": line("http://g", "x")})
    assert [entry.name for entry in (tmp_path / "full").iterdir()] == ["letter.txt"]
    assert not (tmp_path / "none").exists()


def test_a_damaged_store_is_one_line(path: Path) -> None:
    for folder in (path / "snapshots").iterdir():
        if folder.is_dir():
            (folder / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(StoreError, match="cannot be opened") as caught, open_store(path):
        pass
    assert "\n" not in str(caught.value)


def test_an_empty_directory_becomes_a_store(tmp_path: Path) -> None:
    replace_graphs(tmp_path, {"http://g": line("http://g", "x")})
    assert content(tmp_path) == {"http://g": line("http://g", "x")}


def test_where_the_default_store_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "mine"))
    assert default_store() == tmp_path / "mine"
    monkeypatch.delenv(STORE_VARIABLE)
    assert default_store().parts[-2:] == ("siping-kg", "store")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("graph.nq", None, "cannot be read"),
        ("graph.pdf", "", "not a name of an RDF file"),
        ("graph.nq", "<a:a> <a:b> <a:c> .\noops\n", r"graph.nq: line 2: is not N-Quads"),
    ],
)
def test_a_file_that_is_no_graph_is_refused(tmp_path: Path, name: str, text: str | None, says: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(SipingError, match=says) as caught:
        read_graph(tmp_path / name)
    assert "\n" not in str(caught.value)
