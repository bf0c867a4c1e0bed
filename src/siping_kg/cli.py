"""Command lines in; one library call each, its answer on standard output, its error as one line, out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO, cast

import click

from siping_kg import __version__
from siping_kg.model import QueryError, SipingError
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.store import default_store

__all__ = ["cli", "main"]

_PATH = click.Path(path_type=Path)
_store = click.option(
    "--store", type=_PATH, default=None, help="The store's directory. [default: in the user's data folder]"
)


class _OneLineErrors(click.Group):
    """Shows the program's own errors as one line, with exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; turn a SipingError into what click prints on one line."""
        try:
            return super().invoke(ctx)
        except SipingError as error:
            raise click.ClickException(" ".join(str(error).split())) from error


@click.group(cls=_OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="siping-kg")
def cli() -> None:
    """Chinese government work reports as a knowledge graph that quotes its sources (政府工作报告知识图谱)."""


@cli.command()
@click.option(
    "-o", "--output", type=_PATH, default=Path("siping-kg-demo"), show_default=True, help="Where to write."
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
    click.echo(_answer(store, lambda opened: answer(opened, "cooperation", params={"place": "四平市"})))
    _write_cooperation(store, built.report.place_name, page)
    click.echo(f"合作网络图：{page}（用浏览器打开，无需联网）")
    click.echo(f"再试试：siping-kg query projects --store {store}")


@cli.command()
@click.argument("files", nargs=-1, type=_PATH)
@click.option(
    "-o", "--output", type=_PATH, help="Write the reports' graphs as sorted N-Quads to this file alone."
)
@_store
@click.option("--remove", multiple=True, metavar="REPORT", help="Drop a report (四平市-2024) from the store.")
@click.option("--place", help="Whose report it is, where the file does not say (四平市).")
@click.option(
    "--year", type=click.IntRange(1949, 2100), help="The year planned for, where the file does not say."
)
def build(
    files: tuple[Path, ...],
    output: Path | None,
    store: Path | None,
    remove: tuple[str, ...],
    place: str | None,
    year: int | None,
) -> None:
    """Build the graphs of report FILES (the bundled report when none is named) into a file or a store."""
    from siping_kg.pipeline import build as build_reports
    from siping_kg.pipeline import store_reports, write_quads

    target = store or (None if output and not remove else default_store())
    built = build_reports(files or (() if remove else (BUNDLED_REPORT,)), place=place, year=year)
    gone = _entries(target, remove) if target and remove else {}
    if output and built:
        write_quads(built, output)
    if target:
        store_reports(built, target, remove=gone)
    for key in gone.values():
        click.echo(f"已移除 {key}", err=True)
    for one in built:
        click.echo(f"{one.report.key}\t{len(one.quads)} 条四元组\t{one.report.title}", err=True)
    click.echo(
        f"已写入 {'、'.join(str(path) for path in (output if built else None, target) if path)}", err=True
    )


def _entries(store: Path, keys: Iterable[str]) -> dict[str, str]:
    """The graphs of reports in a store, with their keys. Raises before anything is changed."""
    from siping_kg.store import find_report, open_store

    with open_store(store) as opened:
        return {entry.graph: entry.key for key in keys for entry in [find_report(opened, key)]}


@cli.command()
@click.argument("source", metavar="NAME|FILE.rq|-", required=False)
@click.option(
    "--param", "params", multiple=True, metavar="K=V", help="Set a parameter of the query; repeat for more."
)
@_store
@click.option(
    "--format", "form", default="table", show_default=True, help="table, csv, json, md; nt for CONSTRUCT."
)
def query(source: str | None, params: tuple[str, ...], store: Path | None, form: str) -> None:
    """Answer a named query, a SPARQL file, or SPARQL from standard input (-). Without a name: list the queries."""
    from siping_kg.query import answer, load_queries

    if source is None:
        for named in load_queries():
            needs = " ".join(f"--param {param.name}=…" for param in named.params)
            click.echo(f"{named.name:22} {named.title}  {needs}")
        return
    given = dict(_pair(param) for param in params)
    text = _standard_input() if source == "-" else source
    click.echo(
        _answer(store or default_store(), lambda opened: answer(opened, text, params=given, format=form)),
        nl=False,
    )


def _standard_input() -> str:
    try:
        text = sys.stdin.read()
    except UnicodeDecodeError as error:
        raise QueryError("standard input: is not UTF-8 text") from error
    if not text.strip():
        raise QueryError("standard input: is empty; `query -` reads a SPARQL query from it")
    return text


def _pair(param: str) -> tuple[str, str]:
    key, equals, value = param.partition("=")
    if not (key and equals):
        raise QueryError(f"--param {param}: is not of the form name=value (--param place=四平市)")
    return key, value


def _answer(store: Path, ask: Any) -> str:
    from siping_kg.store import open_store

    with open_store(store) as opened:
        return cast(str, ask(opened))


def _write_cooperation(store: Path, place: str, page: Path) -> None:
    from siping_kg.pages import network_page, write_page
    from siping_kg.query import run
    from siping_kg.store import open_store

    with open_store(store) as opened:
        frame = run(opened, "cooperation-network", params={"place": place})
    if frame.empty:
        raise QueryError(
            f"{place}: its reports in {store} state no cooperation; see `siping-kg info --store {store}`"
        )
    title = f"{place}合作网络"
    write_page(network_page(frame, title=title, subtitle="据政府工作报告抽取，每条关系都有原文"), page)


@cli.command()
@click.argument("name")
@click.option(
    "--kind", default="cooperation", show_default=True, help="What page to write; cooperation for now."
)
@_store
@click.option("-o", "--output", type=_PATH, required=True, metavar="PAGE.html", help="The page to write.")
def brief(name: str, kind: str, store: Path | None, output: Path) -> None:
    """Write one self-contained page about a place (NAME): its cooperation network."""
    if kind != "cooperation":
        raise SipingError(f"--kind {kind}: there is no such page yet; there is cooperation")
    _write_cooperation(store or default_store(), name, output)
    click.echo(f"已写入 {output}", err=True)


@cli.command()
@_store
def info(store: Path | None) -> None:
    """Say what a store holds: reports, things by class, relations by kind, figures."""
    from siping_kg.store import info as contents
    from siping_kg.store import open_store, reports
    from siping_kg.vocabulary import KG, label

    where = store or default_store()
    with open_store(where) as opened:
        found, entries = contents(opened), reports(opened)
    click.echo(f"数据库 {where}")
    for entry in entries:
        click.echo(f"  {entry.key}  {entry.title}")
    things = "，".join(f"{label(KG[kind])} {count}" for kind, count in found.entities.items())
    links = "，".join(f"{label(KG[kind])} {count}" for kind, count in found.relations.items())
    click.echo(
        f"报告 {found.reports}  陈述 {found.statements}  数据 {found.figures}  原文片段 {found.passages}  四元组 {found.quads}"
    )
    click.echo(
        f"实体 {sum(found.entities.values())}：{things}\n关系 {sum(found.relations.values())}：{links}"
    )


@cli.command()
@click.argument("files", nargs=-1, type=_PATH)
@_store
@click.option("--reading", is_flag=True, help="Say what was recognised in report FILES, a row each.")
@click.option(
    "--shapes/--no-shapes", default=True, help="Also hold each report's graph against the SHACL shapes."
)
@click.option(
    "--format", "form", default="table", show_default=True, help="With --reading: table, csv, json or md."
)
def check(files: tuple[Path, ...], store: Path | None, reading: bool, shapes: bool, form: str) -> None:
    """Hold a store against the ontology's checks and shapes; or, with --reading, see how FILES are read.

    Exit status 1 when something is found, or a file cannot be read.
    """
    if files and not reading:
        raise SipingError(
            f"{files[0]}: check takes files with --reading only; without it, it checks a --store"
        )
    if reading:
        _check_reading(files or (BUNDLED_REPORT,), form)
        return
    from siping_kg.check import check_graph
    from siping_kg.store import open_store

    with open_store(store or default_store()) as opened:
        findings = check_graph(opened, shapes=shapes)
    for finding in findings:
        click.echo(f"{finding.check}\t{finding.count}\t{finding.focus}\t{finding.message}")
    click.echo("未发现问题。" if not findings else f"发现 {len(findings)} 类问题。")
    if findings:
        sys.exit(1)


def _check_reading(files: tuple[Path, ...], form: str) -> None:
    import pandas as pd

    from siping_kg.query import render
    from siping_kg.reading import reading_table

    rows = [asdict(row) for row in reading_table(files)]
    click.echo(render(pd.DataFrame(rows).fillna(""), form), nl=False)
    if any(row["problem"] for row in rows):
        sys.exit(1)


@cli.command("new-report")
@click.argument("file", type=_PATH)
def new_report(file: Path) -> None:
    """Write FILE.yml beside a report FILE, filled in as far as the text says: place, year, title, date, speaker."""
    from siping_kg.reading import new_sidecar, sidecar_path

    path = sidecar_path(file)
    if path.exists():
        raise SipingError(f"{path}: is there already; edit it, or remove it to have a new one")
    content = new_sidecar(file)
    path.write_text(content, encoding="utf-8", newline="\n")
    click.echo(f"已写入 {path}，请核对填写", err=True)


@cli.command()
@click.argument("gold", type=_PATH)
@click.argument("source", metavar="[FILE|GRAPH.nq]", type=_PATH, required=False)
@click.option("--misses", is_flag=True, help="List what was missed and what was wrong.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def evaluate(gold: Path, source: Path | None, misses: bool, as_json: bool) -> None:
    """Hold a report FILE, or a built GRAPH.nq, against a GOLD annotation: precision, recall and F1."""
    from siping_kg.evaluate import evaluate as hold_against
    from siping_kg.evaluate import load_gold, render
    from siping_kg.pipeline import graph_store
    from siping_kg.store import read_graph

    annotation = load_gold(gold)
    built = source is not None and source.suffix in (".nq", ".trig")
    store = read_graph(source) if source and built else graph_store(source or BUNDLED_REPORT)
    click.echo(
        render(hold_against(annotation, store), format="json" if as_json else "table", misses=misses),
        nl=False,
    )


def main() -> None:
    """Run the command line; standard output and error are UTF-8 whatever the console's code page."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(cast(TextIO, stream), "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace" if stream is not sys.stdin else "strict")
    cli()
