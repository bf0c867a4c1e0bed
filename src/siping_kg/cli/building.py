"""The commands that make graphs in: demo, build and new-report out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siping_kg.cli.asking import write_cooperation
from siping_kg.cli.group import PATH, cli, from_store, overrides_option, store_option
from siping_kg.model import SipingError
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.store import default_store

if TYPE_CHECKING:
    from siping_kg.pipeline import BuiltReport

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
@click.option(
    "--year", type=click.IntRange(1949, 2100), help="The year planned for, where the file does not say."
)
@overrides_option
def build(
    files: tuple[Path, ...],
    output: Path | None,
    store: Path | None,
    remove: tuple[str, ...],
    place: str | None,
    year: int | None,
    overrides: tuple[Path, ...],
) -> None:
    """Build the graphs of report FILES (the bundled report when none is named) into a file or a store."""
    from siping_kg.pipeline import build as build_reports
    from siping_kg.pipeline import store_reports, write_quads
    from siping_kg.resolve import load_overrides

    decided = load_overrides(overrides)
    target = store or (None if output and not remove else default_store())
    named = files or (() if remove else (BUNDLED_REPORT,))
    built = build_reports(named, place=place, year=year, overrides=decided)
    gone = _entries(target, remove) if target and remove else {}
    if output and built:
        write_quads(built, output)
    if target:
        store_reports(built, target, remove=gone, overrides=decided)
    _say(built, gone.values(), (output if built else None, target))


def _say(built: Iterable[BuiltReport], gone: Iterable[str], written: Iterable[Path | None]) -> None:
    """Tell what was removed, built and written."""
    for key in gone:
        click.echo(f"已移除 {key}", err=True)
    for one in built:
        click.echo(f"{one.report.key}\t{len(one.quads)} 条四元组\t{one.report.title}", err=True)
    click.echo(f"已写入 {'、'.join(str(path) for path in written if path)}", err=True)


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
