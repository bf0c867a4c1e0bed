"""Addresses of report files in; their graphs as gzipped N-Quads parts, written by the workers of a cluster, out.

For the extra ``cluster``: Dask shares out the work, fsspec reads and writes any kind of place (a folder, s3://…).
Workers send back only what they wrote and where, so a collection may be larger than any machine's memory.
"""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Protocol

from siping_kg.graph import gazetteer_quads, this_program
from siping_kg.model import SipingError
from siping_kg.pipeline.partition import ReportGraph, extract_partition
from siping_kg.reading import ReportFile, Sidecar, read_sidecar
from siping_kg.resolve import Overrides

__all__ = ["Client", "Part", "write_part", "write_parts"]

_GAZETTEER = "gazetteer.nq.gz"


class Client(Protocol):
    """What is used of dask.distributed's Client."""

    def map(self, function: Any, *iterables: Any, pure: bool) -> list[Any]:
        """Run a function on the workers for each tuple of arguments."""

    def gather(self, futures: list[Any]) -> list[Any]:
        """Wait for what the workers return."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of graphs that is written: its address, the reports in it (key and file), the faults of other files."""

    address: str
    reports: tuple[tuple[str, str], ...] = ()
    faults: tuple[str, ...] = ()
    quads: int = 0
    program: str = field(default_factory=lambda: this_program().iri())


def write_parts(
    reports: Iterable[str],
    into: str,
    *,
    client: Client,
    per_part: int = 50,
    overrides: Overrides | None = None,
    **storage: Any,
) -> tuple[Part, ...]:
    """Build report files on a cluster and write their graphs below ``into``, beside the gazetteer's.

    ``reports`` and ``into`` are addresses that fsspec knows; a report may have its sidecar beside it.
    ``storage`` are fsspec's options (keys, endpoints), ``overrides`` as for build_report. A part holds the whole
    graphs of ``per_part`` reports in the order given; its bytes follow from them and the program alone. Work of a
    lost worker is done again.
    Faults of files are in the parts that are returned; the other reports are written.

    Raises SipingError when there are parts already, when two files are of one place and year, and when workers
    run different versions of the program.
    """
    given, folder = list(reports), into.rstrip("/")
    system, path = _system(folder, storage)
    if system.exists(path) and system.glob(f"{path}/*.nq.gz"):
        raise SipingError(f"{into}: holds parts already; remove them, or name an empty place")
    system.makedirs(path, exist_ok=True)
    shares = [given[begin : begin + per_part] for begin in range(0, len(given), per_part)]
    addresses = [f"{folder}/part-{number:05}.nq.gz" for number in range(len(shares))]
    # Not pure: the same call later must write again, though Dask may remember what it returned.
    same = ([storage] * len(shares), [overrides] * len(shares))
    futures = client.map(write_part, shares, addresses, *same, pure=False)
    _write(f"{folder}/{_GAZETTEER}", "".join(f"{line}\n" for line in gazetteer_quads()).encode(), storage)
    parts = tuple(client.gather(futures))
    _agree(parts, this_program(overrides).iri())
    return parts


def write_part(
    reports: Sequence[str], address: str, storage: dict[str, Any], overrides: Overrides | None = None
) -> Part:
    """Build some report files and write their graphs as one file. This is what a worker does."""
    graphs = [_graph(report, storage, overrides) for report in reports]
    good = [graph for graph in graphs if not graph.fault]
    content = b"".join(graph.lines for graph in good)
    _write(address, content, storage)
    return Part(
        address,
        reports=tuple((graph.key, graph.name) for graph in good),
        faults=tuple(graph.fault for graph in graphs if graph.fault),
        quads=content.count(b"\n"),
        program=this_program(overrides).iri(),
    )


def _graph(address: str, storage: dict[str, Any], overrides: Overrides | None) -> ReportGraph:
    try:
        return extract_partition([_opened(address, storage)], overrides=overrides)[0]
    except SipingError as error:
        return ReportGraph(name=address, fault=str(error))


def _opened(address: str, storage: dict[str, Any]) -> ReportFile:
    system, path = _system(address, storage)
    try:
        data = system.cat_file(path)
    except OSError as error:
        raise SipingError(f"{address}: cannot be read ({error})") from error
    sidecar = Sidecar()
    if system.exists(f"{path}.yml"):
        sidecar = read_sidecar(system.cat_file(f"{path}.yml"), name=f"{address}.yml")
    return ReportFile(name=address, data=data, sidecar=sidecar)


def _write(address: str, content: bytes, storage: dict[str, Any]) -> None:
    """Write a gzipped file that is there whole or not at all, and has the same bytes whenever it is written."""
    system, path = _system(address, storage)
    with system.transaction, system.open(path, "wb") as file:
        file.write(gzip.compress(content, compresslevel=6, mtime=0))


def _system(address: str, storage: dict[str, Any]) -> tuple[Any, str]:
    found: tuple[Any, str] = _fsspec().core.url_to_fs(address, **storage)
    return found


def _fsspec() -> ModuleType:
    try:
        return importlib.import_module("fsspec")
    except ImportError as error:
        raise SipingError("clusters need an extra: pip install 'siping-kg[cluster]'") from error


def _agree(parts: Iterable[Part], program: str) -> None:
    """Parts are one graph only when every report is in them once, and one program made them all."""
    files: dict[str, str] = {}
    for part in parts:
        if part.program != program:
            raise SipingError(
                f"{part.address}: made by {part.program}, not by {program}; "
                "install the same siping-kg on every worker"
            )
        for key, name in part.reports:
            if key in files:
                raise SipingError(f"{name}: is {key}, and so is {files[key]}; leave one out and write anew")
            files[key] = name
