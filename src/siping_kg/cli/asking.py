"""The commands that read a store in: query, brief and info out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from siping_kg.cli.group import PATH, cli, from_store, store_option
from siping_kg.model import QueryError, SipingError
from siping_kg.store import default_store

__all__ = ["brief", "info", "query", "write_cooperation"]


@cli.command()
@click.argument("source", metavar="NAME|FILE.rq|-", required=False)
@click.option(
    "--param", "params", multiple=True, metavar="K=V", help="Set a parameter of the query; repeat for more."
)
@store_option
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
        from_store(store or default_store(), lambda opened: answer(opened, text, params=given, format=form)),
        nl=False,
    )


def _pair(param: str) -> tuple[str, str]:
    key, equals, value = param.partition("=")
    if not (key and equals):
        raise QueryError(f"--param {param}: is not of the form name=value (--param place=四平市)")
    return key, value


def write_cooperation(store: Path, place: str, page: Path) -> None:
    """Write the page of a place's cooperation network. Raises QueryError when its reports state none."""
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
@store_option
@click.option("-o", "--output", type=PATH, required=True, metavar="PAGE.html", help="The page to write.")
def brief(name: str, kind: str, store: Path | None, output: Path) -> None:
    """Write one self-contained page about a place (NAME): its cooperation network."""
    if kind != "cooperation":
        raise SipingError(f"--kind {kind}: there is no such page yet; there is cooperation")
    write_cooperation(store or default_store(), name, output)
    click.echo(f"已写入 {output}", err=True)


@cli.command()
@store_option
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


def _standard_input() -> str:
    try:
        text = sys.stdin.read()
    except UnicodeDecodeError as error:
        raise QueryError("standard input: is not UTF-8 text") from error
    if not text.strip():
        raise QueryError("standard input: is empty; `query -` reads a SPARQL query from it")
    return text
