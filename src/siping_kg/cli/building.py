"""The commands that make graphs in: demo, build and new-report out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siping_kg.cli.asking import write_cooperation
from siping_kg.cli.group import PATH, cli, from_store, overrides_option, store_option
from siping_kg.model import SipingError
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.store import default_store

if TYPE_CHECKING:
    from siping_kg.pipeline import Growth
    from siping_kg.resolve import Overrides

__all__ = ["build", "demo", "new_report"]


@cli.command()
@click.option(
    "-o", "--output", type=PATH, default=Path("siping-kg-demo"), show_default=True, help="Where to write."
)
def demo(output: Path) -> None:
    """Build the bundled report into a store, answer a query, write a page (演示)."""
    from siping_kg.pipeline import build_report, store_reports
    from siping_kg.query import answer

    built = build_report()
    store, page = output / "store", output / "cooperation.html"
    store_reports([built], store)
    click.echo(f"《{built.report.title}》：图谱共 {len(built.quads)} 条四元组，已存入 {store}\n")
    click.echo("查询 cooperation（合作关系），限四平市：")
    click.echo(from_store(store, lambda opened: answer(opened, "cooperation", params={"place": "四平市"})))
    write_cooperation(store, built.report.place_name, page)
    click.echo(f"合作网络图：{page}（用浏览器打开，无需联网）")
    click.echo(f"再试试：siping-kg query projects --store {store}")


@cli.command()
@click.argument("files", nargs=-1, type=PATH)
@click.option(
    "-o", "--output", type=PATH, help="Write the reports' graphs as sorted N-Quads to this file alone."
)
@store_option
@click.option("--remove", multiple=True, metavar="REPORT", help="Drop a report (四平市-2024) from the store.")
@click.option("--place", help="Whose report it is, where the file does not say (四平市).")
@click.option("--year", type=click.IntRange(1949, 2100), help="The planned year, if the file says none.")
@click.option("--processes", type=click.IntRange(1), help="How many to use.  [default: one a core]")
@overrides_option
def build(
    files: tuple[Path, ...],
    output: Path | None,
    store: Path | None,
    remove: tuple[str, ...],
    place: str | None,
    year: int | None,
    processes: int | None,
    overrides: tuple[Path, ...],
) -> None:
    """Build the graphs of report FILES (the bundled report when none is named) into a file or a store.

    Reports that are in the store already, built from the same file by the same program and overrides,
    are left as they are.
    A build that was interrupted goes on where it was when it is run again.
    """
    from siping_kg.pipeline import processes_for
    from siping_kg.resolve import load_overrides

    paths = files or (() if remove else (BUNDLED_REPORT,))
    target = store or (None if output and not remove else default_store())
    gone = _entries(target, remove) if target and remove else {}
    given = _Given(place, year, processes or processes_for(len(paths)), load_overrides(overrides))
    if output and paths:
        growth = _into_file(output, paths, given, target, gone)
    elif target:
        growth = _into_store(target, paths, given, gone)
    _tell(growth, gone, (output if paths and not growth.faults else None, target))


@dataclass(frozen=True, slots=True)
class _Given:
    """The options of a build that say how files are read, and what is decided about what they name."""

    place: str | None
    year: int | None
    processes: int
    overrides: Overrides


def _into_store(store: Path, paths: Sequence[Path], given: _Given, gone: Iterable[str]) -> Growth:
    from siping_kg.pipeline import grow_store

    with _progress(len(paths)) as watch:
        return grow_store(
            store,
            paths,
            place=given.place,
            year=given.year,
            processes=given.processes,
            overrides=given.overrides,
            remove=gone,
            watch=watch,
        )


def _into_file(
    output: Path, paths: Sequence[Path], given: _Given, store: Path | None, gone: Iterable[str]
) -> Growth:
    """Write the file when no report has a fault; then the store gets the same graphs."""
    from siping_kg.pipeline import Growth, collect_graphs, extract_files, store_graphs, write_graphs

    with _progress(len(paths)) as watch:
        made = extract_files(
            paths,
            place=given.place,
            year=given.year,
            processes=given.processes,
            overrides=given.overrides,
        )
        graphs, faults = collect_graphs(made, watch=watch)
    if not faults:
        write_graphs(graphs, output)
    if not store:
        built = () if faults else tuple((graph.key, graph.quads, graph.title) for graph in graphs)
        return Growth(built, faults=faults)
    if faults and not graphs:
        return Growth(faults=faults)
    growth = store_graphs(graphs, store, remove=() if faults else gone, overrides=given.overrides)
    return replace(growth, faults=faults)


@contextmanager
def _progress(count: int) -> Iterator[Callable[[int], object]]:
    """A bar on standard error, where that is a terminal and there is something to wait for."""
    if count < 2 or not sys.stderr.isatty():
        yield lambda _done: None
        return
    with click.progressbar(length=count, label="报告", show_pos=True, file=sys.stderr) as bar:
        yield lambda _done: bar.update(1)


def _tell(growth: Growth, gone: Mapping[str, str], written: Iterable[Path | None]) -> None:
    """What was done; then the faults, a line each, with exit status 1."""
    for iri in growth.removed:
        click.echo(f"已移除 {gone[iri]}", err=True)
    for key, quads, title in growth.built:
        click.echo(f"{key}\t{quads} 条四元组\t{title}", err=True)
    if growth.unchanged:
        click.echo(f"{len(growth.unchanged)} 份报告没有变化", err=True)
    if growth.built or growth.removed or not growth.faults:
        click.echo(f"已写入 {'、'.join(str(path) for path in written if path)}", err=True)
    for fault in growth.faults:
        click.echo(f"Error: {' '.join(fault.split())}", err=True)
    if growth.faults:
        raise SystemExit(1)


@cli.command("new-report")
@click.argument("file", type=PATH)
def new_report(file: Path) -> None:
    """Write FILE.yml beside a report FILE, filled in as far as the text says: place, year, title, date, speaker."""
    from siping_kg.reading import new_sidecar, sidecar_path

    path = sidecar_path(file)
    if path.exists():
        raise SipingError(f"{path}: is there already; edit it, or remove it to have a new one")
    content = new_sidecar(file)
    path.write_text(content, encoding="utf-8", newline="\n")
    click.echo(f"已写入 {path}，请核对填写", err=True)


def _entries(store: Path, keys: Iterable[str]) -> dict[str, str]:
    """The graphs of reports in a store, with their keys. Raises before anything is changed."""
    from siping_kg.store import find_report, open_store

    with open_store(store) as opened:
        return {entry.graph: entry.key for key in keys for entry in [find_report(opened, key)]}
