"""Beyond one machine: parts written by the workers of a real cluster, also when one of them is killed."""

from __future__ import annotations

import gzip
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from passages import report_text
from siping_kg.graph import gazetteer_quads
from siping_kg.model import SipingError
from siping_kg.pipeline import extract_files
from siping_kg.pipeline.cluster import Part, write_part, write_parts

distributed = pytest.importorskip("distributed", reason="no Dask here (pip install 'siping-kg[cluster]')")

PLACES = ("四平市", "长春市", "吉林市", "辽源市", "通化市", "白山市", "松原市", "白城市", "沈阳市", "大连市")
REVIEW = (
    "金士利、大江饮品分别获批国家级、省级“绿色工厂”，地区生产总值增长{}%。与长春市深度合作，推进长平一体化。\n\n"
    * 40
)


def written(folder: Path, places: tuple[str, ...] = PLACES) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{place}.txt" for place in places]
    for number, path in enumerate(paths):
        path.write_text(
            report_text(review=REVIEW.format(*range(number, number + 40)), place=path.stem), "utf-8"
        )
    return paths


def address(path: Path) -> str:
    """As fsspec takes it: not percent-encoded."""
    return f"file://{path.as_posix()}"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None
        ) as workers,
        distributed.Client(workers) as client,
    ):
        yield client


def parts_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_parts_are_the_same_bytes_though_a_worker_is_killed(cluster: Any, tmp_path: Path) -> None:
    paths = written(tmp_path / "reports")
    addresses = [address(path) for path in paths]
    out = address(tmp_path / "parts")
    found: list[Part] = []
    run = threading.Thread(
        target=lambda: found.extend(write_parts(addresses, out, client=cluster, per_part=1))
    )
    victim = next(iter(cluster.run(os.getpid).values()))
    run.start()
    while not list((tmp_path / "parts").glob("part-*")):
        time.sleep(0.005)
    os.kill(victim, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    left = len(PLACES) - len(list((tmp_path / "parts").glob("part-*")))
    run.join(timeout=120)
    assert left, "it was killed while there was work to do"
    assert [part.address.rpartition("/")[2] for part in found] == [
        f"part-{n:05}.nq.gz" for n in range(len(PLACES))
    ]

    alone = [graph.lines for graph in extract_files(paths)]
    parts = parts_of(tmp_path / "parts")
    gazetteer = gzip.decompress(parts.pop("gazetteer.nq.gz")).decode().splitlines()
    assert tuple(gazetteer) == gazetteer_quads()
    assert [gzip.decompress(content) for content in parts.values()] == alone
    again = [write_part([a], f"{address(tmp_path / 'x')}-{n}", {}) for n, a in enumerate(addresses)]
    assert [(tmp_path / f"x-{n}").read_bytes() for n in range(len(again))] == list(parts.values())
    assert {content[4:8] for content in parts.values()} == {bytes(4)}, "no clock in the files"

    store = Store()
    for content in parts.values():
        store.bulk_load(gzip.decompress(content), format=RdfFormat.N_QUADS)
    assert len(store) == sum(part.quads for part in found) == sum(lines.count(b"\n") for lines in alone)


def test_faults_are_told_and_the_others_written(cluster: Any, tmp_path: Path) -> None:
    (good, bad) = written(tmp_path / "reports", ("四平市", "长春市"))
    bad.write_bytes(bytes(range(256)) * 9)
    missing = tmp_path / "reports" / "missing.txt"
    nameless = tmp_path / "reports" / "x.txt"
    nameless.write_text("各位代表：\n\n城镇新增就业2.1万人。\n", encoding="utf-8")
    Path(f"{nameless}.yml").write_text("place: 辽源市\nyear: 2019\n", encoding="utf-8")
    (part,) = write_parts(
        [address(path) for path in (bad, good, missing, nameless)],
        str(tmp_path / "parts"),
        client=cluster,
    )
    assert [key for key, _ in part.reports] == ["四平市-2024", "辽源市-2019"]
    assert [fault.partition(": ")[2][:11] for fault in part.faults] == ["binary data", "cannot be r"]
    with pytest.raises(SipingError, match="holds parts already"):
        write_parts([good.as_uri()], str(tmp_path / "parts"), client=cluster)


def test_one_place_and_year_in_two_parts_is_an_error(cluster: Any, tmp_path: Path) -> None:
    (path,) = written(tmp_path / "reports", ("四平市",))
    with pytest.raises(SipingError, match=r"四平市\.txt: is 四平市-2024, and so is"):
        write_parts([address(path)] * 2, address(tmp_path / "parts"), client=cluster, per_part=1)
