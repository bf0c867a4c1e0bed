"""A store that grows: what is left alone, what is replaced, what a kill or a fault leaves, in any order."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from pyoxigraph import NamedNode, RdfFormat

from passages import report_text
from siping_kg.graph import this_program
from siping_kg.link import link, links_iri
from siping_kg.model import SipingError
from siping_kg.pipeline import (
    DerivedGraph,
    Growth,
    extract_files,
    grow_store,
    link_reports,
    outdated_graphs,
    store_graphs,
)
from siping_kg.resolve import Overrides, load_overrides
from siping_kg.store import open_store, origins, remove_report, replace_graphs, reports
from siping_kg.vocabulary import DCTERMS

PLACES = ("四平市", "长春市", "吉林市", "辽源市")
REVIEWS = ("金士利获批国家级“绿色工厂”。", "与长春市深度合作，推进长平一体化。", "新建高标准农田{}万亩。")


def written(folder: Path, place: str, version: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{place}.txt"
    review = REVIEWS[version % 3].format(version) + f"地区生产总值增长{version + 1}%。"
    path.write_text(report_text(review=review, place=place), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [written(tmp_path / "reports", place) for place in PLACES]


def keys(store: Path) -> list[str]:
    with open_store(store) as opened:
        return [entry.key for entry in reports(opened)]


def dump(store: Path) -> list[bytes]:
    with open_store(store) as opened:
        return sorted((opened.dump(format=RdfFormat.N_QUADS) or b"").splitlines())


def newest(store: Path) -> str:
    """The number of the snapshot that readers see: another one, and something was published."""
    return max(path.name for path in (store / "snapshots").iterdir() if path.is_dir())


def built(growth: Growth) -> list[str]:
    assert growth.faults == ()
    return [key for key, _, _ in growth.built]


# ── what is left alone ──


def test_a_second_run_builds_and_publishes_nothing(files: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert built(grow_store(store, files)) == [f"{place}-2024" for place in PLACES]
    before = newest(store)
    again = grow_store(store, files)
    assert (again.built, len(again.unchanged), newest(store)) == ((), len(files), before)
    moved = tmp_path / "另一名.md"
    files[0].rename(moved)
    assert grow_store(store, [moved]).unchanged == ("四平市-2024",)


def test_a_report_is_built_again_when_what_it_follows_from_is_another(
    files: list[Path], tmp_path: Path
) -> None:
    store, path = tmp_path / "store", files[0]
    grow_store(store, files)
    written(path.parent, "四平市", 7)
    assert built(grow_store(store, files)) == ["四平市-2024"], "the file"
    assert built(grow_store(store, [path], year=2023)) == ["四平市-2023"], "an option"
    sidecar = path.with_name("四平市.txt.yml")
    sidecar.write_text("title: 另一个标题\n", encoding="utf-8")
    assert built(grow_store(store, files)) == ["四平市-2024"], "the sidecar"
    assert built(grow_store(store, files)) == []
    sidecar.unlink()
    (graph,) = extract_files([path])
    older = graph.lines.replace(this_program().digest.encode(), b"0" * 16)
    replace_graphs(store, {graph.iri: older})
    assert built(grow_store(store, files)) == ["四平市-2024"], "the program"


def test_the_store_says_what_each_report_was_made_from(files: list[Path], tmp_path: Path) -> None:
    grow_store(tmp_path / "store", files[:1], year=2020)
    with open_store(tmp_path / "store") as opened:
        ((origin, iri),) = origins(opened).items()
    assert (origin.given, origin.run) == ('{"year":2020}', this_program().iri())
    assert iri.endswith("/report/四平市-2020")


def test_a_file_that_names_the_place_is_another_report_under_another_name(tmp_path: Path) -> None:
    text = report_text(review="举办活动。").replace("四平市", "我市")
    for name in ("四平市", "长春市"):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        assert built(grow_store(tmp_path / "store", [tmp_path / f"{name}.txt"])) == [f"{name}-2024"]
    both = grow_store(tmp_path / "store", sorted(tmp_path.glob("*.txt")))
    assert sorted(both.unchanged) == ["四平市-2024", "长春市-2024"]


# ── what people decide ──


@pytest.fixture
def mine(tmp_path: Path) -> Overrides:
    folder = tmp_path / "mine"
    (folder / "lexicons").mkdir(parents=True)
    (folder / "things.yml").write_text("remove: [company/吉林省四平市/金士利]\n", encoding="utf-8")
    (folder / "lexicons" / "Event.yml").write_text(
        "class: Event\nnames: [{name: 长平一体化论坛}]\n", encoding="utf-8"
    )
    return load_overrides([folder])


def test_a_report_is_built_again_when_other_things_are_decided(
    files: list[Path], tmp_path: Path, mine: Overrides
) -> None:
    store = tmp_path / "store"
    grow_store(store, files)
    assert "company/吉林省四平市/金士利>" in b"".join(dump(store)).decode()
    assert len(built(grow_store(store, files, overrides=mine))) == len(files)
    assert "company/吉林省四平市/金士利>" not in b"".join(dump(store)).decode()
    assert len(grow_store(store, files, overrides=mine).unchanged) == len(files)
    (tmp_path / "empty").mkdir()
    nothing_more = load_overrides([tmp_path / "empty"])
    assert len(built(grow_store(store, files, overrides=nothing_more))) == len(files)
    assert len(grow_store(store, files).unchanged) == len(files), "decisions count, not where they lie"


def test_processes_are_told_what_people_decide(files: list[Path], mine: Overrides) -> None:
    alone = list(extract_files(files, overrides=mine))
    assert list(extract_files(files, processes=2, overrides=mine)) == alone
    assert alone != list(extract_files(files))
    assert {graph.origin.run for graph in alone if graph.origin} == {this_program(mine).iri()}


# ── faults ──


def test_bad_files_are_told_good_ones_kept_and_nothing_removed(files: list[Path], tmp_path: Path) -> None:
    store = tmp_path / "store"
    grow_store(store, files[:1])
    with open_store(store) as opened:
        (entry,) = reports(opened)
    files[1].write_bytes(bytes(range(256)) * 9)
    twin = shutil.copy(files[2], tmp_path / "twin.txt")
    growth = grow_store(store, [*files[1:4], tmp_path / "missing.txt", twin], remove=[entry.graph])
    assert [key for key, _, _ in growth.built] == ["吉林市-2024", "辽源市-2024"]
    assert [Path(fault.partition(": ")[0]).name for fault in growth.faults] == [
        "长春市.txt",
        "missing.txt",
        "twin.txt",
    ]
    assert growth.removed == ()
    assert set(keys(store)) == {"四平市-2024", "吉林市-2024", "辽源市-2024"}


def test_only_bad_files_make_no_store(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(bytes(range(256)) * 9)
    for name in ("missing.txt", "bad.txt"):
        assert len(grow_store(tmp_path / "store", [tmp_path / name]).faults) == 1
    assert not (tmp_path / "store").exists()


def test_an_unchanged_report_s_place_is_taken_too(files: list[Path], tmp_path: Path) -> None:
    grow_store(tmp_path / "store", files[:1])
    (tmp_path / "twin.txt").write_text(report_text(review="举办活动。"), encoding="utf-8")
    growth = grow_store(tmp_path / "store", [files[0], tmp_path / "twin.txt"])
    assert growth.unchanged == ("四平市-2024",)
    assert "another of these files is 四平市-2024 too" in growth.faults[0]


# ── several processes ──


def test_processes_change_nothing(files: list[Path], tmp_path: Path) -> None:
    files.insert(2, tmp_path / "missing.txt")
    alone, apart = list(extract_files(files)), list(extract_files(files, processes=2))
    assert apart == alone
    assert [bool(graph.fault) for graph in apart] == [False, False, True, False, False]


KILL_A_WORKER = """
import multiprocessing, sys
from pathlib import Path
from siping_kg.pipeline import extract_files
if __name__ == "__main__":
    made = extract_files([Path(word) for word in sys.argv[1:]] * 30, processes=2)
    next(made)
    multiprocessing.active_children()[0].kill()
    list(made)
"""


def test_a_process_that_is_ended_from_outside_is_one_error(files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "run.py").write_text(KILL_A_WORKER)
    run = subprocess.run(
        [sys.executable, str(tmp_path / "run.py"), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert f"{SipingError.__name__}: a process that reads reports was ended from outside" in run.stderr


# ── killed at any moment ──

BUILD = """
import sys
from pathlib import Path
from siping_kg.pipeline import grow_store
if __name__ == "__main__":
    store, processes, *paths = sys.argv[1:]
    print("ready", flush=True)
    grow_store(Path(store), [Path(path) for path in paths], processes=int(processes), batch=1)
"""


def start(folder: Path, store: Path, files: list[Path], processes: int = 1) -> subprocess.Popen[bytes]:
    """A process that builds the files into the store and publishes every single one; it has loaded all it needs."""
    (folder / "build.py").write_text(BUILD)
    command = [sys.executable, str(folder / "build.py"), str(store), str(processes), *map(str, files)]
    build = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert build.stdout
    assert build.stdout.readline().strip() == b"ready"
    return build


def graphs_of(store: Path) -> dict[str, frozenset[str]]:
    """The reports' graphs."""
    with open_store(store) as opened:
        return {
            graph.value: frozenset(map(str, opened.quads_for_pattern(None, None, None, graph)))
            for graph in opened.named_graphs()
            if "/report/" in graph.value
        }


def test_a_build_killed_at_ten_moments_leaves_whole_reports_and_ends_with_the_same_dump(
    tmp_path: Path,
) -> None:
    files = [written(tmp_path / "reports", place) for place in PLACES]
    store = tmp_path / "store"
    first = start(tmp_path, store, files)
    begin = time.perf_counter()
    assert first.wait(120) == 0
    took = time.perf_counter() - begin
    old = graphs_of(store)
    files = [written(tmp_path / "reports", place, 1) for place in PLACES]
    grow_store(tmp_path / "new", files)
    new = graphs_of(tmp_path / "new")
    assert set(old) == set(new)
    chance = random.Random(4)
    for _ in range(10):
        build = start(tmp_path, store, files)
        time.sleep(chance.uniform(0, took / 2))
        build.kill()
        build.communicate()
        there = graphs_of(store)
        assert set(there) == set(new), "a report that was being replaced is there, as before or after"
        assert [graph for graph in new if there[graph] not in (old[graph], new[graph])] == []
    assert start(tmp_path, store, files).wait(120) == 0
    assert dump(store) == dump(tmp_path / "new")


def test_a_first_build_that_is_killed_is_taken_up(tmp_path: Path) -> None:
    files = [written(tmp_path / "reports", place) for place in PLACES]
    grow_store(tmp_path / "whole", files)
    whole = graphs_of(tmp_path / "whole")
    for delay in (0.0, 0.1, 0.8):
        store = tmp_path / f"store-{delay}"
        build = start(tmp_path, store, files)
        time.sleep(delay)
        build.kill()
        build.communicate()
        if (store / "CURRENT").exists():
            assert graphs_of(store).items() <= whole.items()
        grow_store(store, files)
        assert dump(store) == dump(tmp_path / "whole")


def test_processes_end_with_the_one_that_started_them(files: list[Path], tmp_path: Path) -> None:
    build = start(tmp_path, tmp_path / "store", files * 30, processes=2)
    time.sleep(1.5)
    build.kill()
    build.communicate(timeout=20)  # until nobody holds its standard output any more


# ── derived graphs ──


def test_a_derived_graph_follows_the_reports(files: list[Path], tmp_path: Path) -> None:
    grow_store(tmp_path / "store", files[:2])
    graph = "http://example.org/count"
    count = DerivedGraph(
        graph,
        version=lambda store: str(len(origins(store))),
        quads=lambda store: [f'<{graph}> <{DCTERMS.title}> "{len(origins(store))}" <{graph}> .'],
    )
    for number in (2, 3):
        grow_store(tmp_path / "store", files[:number])
        with open_store(tmp_path / "store") as opened:
            outdated = outdated_graphs(opened, (count,))
            assert list(outdated) == [graph]
        replace_graphs(tmp_path / "store", outdated)
        with open_store(tmp_path / "store") as opened:
            assert outdated_graphs(opened, (count,)) == {}
            assert opened.contains_named_graph(NamedNode(graph))


def linked(store: Path) -> list[bytes]:
    return [line for line in dump(store) if line.endswith(f"<{links_iri()}> .".encode())]


def test_links_are_made_once_a_build_and_only_when_they_follow_from_anything_else(
    files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    monkeypatch.setattr(
        "siping_kg.pipeline.derived.link", lambda *given, **more: made.append(1) or link(*given, **more)
    )
    store = tmp_path / "store"
    grow_store(store, files, batch=1)
    assert len(made) == 1
    grow_store(store, files)
    link_reports(store)
    assert len(made) == 1
    apart = Overrides(apart=frozenset([("http://example.org/a", "http://example.org/b")]))
    (graph,) = extract_files(files[:1])
    store_graphs([graph], store, overrides=apart)
    assert len(made) == 2, "decided otherwise"
    link_reports(store)
    written(files[0].parent, "四平市", 1)
    grow_store(store, files)
    assert len(made) == 4, "another report"
    (silent,) = extract_files(files[:1])
    for last in (b"", b"http://example.org/more"):
        told = b"".join(line for line in silent.lines.splitlines(True) if b"wasGeneratedBy" not in line)
        more = b"<%s> <%s> <%s> <%s> .\n" % (last, last, last, silent.iri.encode()) if last else b""
        replace_graphs(store, {silent.iri: told + more})
        link_reports(store)
    assert len(made) == 6, "a graph that does not say what it follows from"


def test_no_link_of_a_removed_report_stays(tmp_path: Path) -> None:
    files = [written(tmp_path / "reports", place) for place in ("四平市", "长春市")]
    store = tmp_path / "store"
    grow_store(store, files[:1])
    before = linked(store)
    grow_store(store, files)
    assert before
    assert linked(store) != before
    remove_report(store, "长春市-2024")
    assert linked(store) == []
    link_reports(store)
    assert linked(store) == before


# ── any order ──


class AnyOrder(RuleBasedStateMachine):
    """Adds, replacements and removals, one or several at a time; then everything anew, in another order."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.files: dict[str, Path] = {}

    @rule(
        places=st.lists(st.sampled_from(PLACES), unique=True, min_size=1, max_size=3),
        version=st.integers(0, 2),
    )
    def build(self, places: list[str], version: int) -> None:
        paths = [written(self.folder / "reports", place, version) for place in places]
        self.files |= dict(zip(places, paths, strict=True))
        assert grow_store(self.folder / "store", paths, batch=1).faults == ()

    @rule(place=st.sampled_from(PLACES))
    def remove(self, place: str) -> None:
        if place not in self.files:
            return
        del self.files[place]
        with open_store(self.folder / "store") as opened:
            graphs = [entry.graph for entry in reports(opened) if entry.place_name == place]
        assert grow_store(self.folder / "store", [], remove=graphs).removed == tuple(graphs)

    def teardown(self) -> None:
        if (self.folder / "store").exists():
            grow_store(self.folder / "anew", sorted(self.files.values(), reverse=True))
            assert dump(self.folder / "store") == dump(self.folder / "anew")
        shutil.rmtree(self.folder)


AnyOrder.TestCase.settings = settings(max_examples=4, stateful_step_count=8, deadline=None, derandomize=True)
TestAnyOrder = AnyOrder.TestCase
