"""The commands for planners in: ties, path and projects as tables out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siping_kg.cli.group import cli, from_store, store_option
from siping_kg.model import QueryError
from siping_kg.store import default_store

if TYPE_CHECKING:
    from pyoxigraph import Store

    from siping_kg.query import Table

__all__ = ["path", "projects", "ties"]

_SHOWS = ("ties", "quotes", "table", "centres")
format_option = click.option(
    "--format", "form", default="table", show_default=True, help="table, csv, json or md."
)


@cli.command()
@click.argument("place", required=False)
@click.option("--show", type=click.Choice(_SHOWS), default="ties", show_default=True, help="What to show.")
@click.option("--partner", default=None, metavar="NAME", help="Of quotes: only the ties to this one.")
@click.option("--places", is_flag=True, help="Of ties: leave out firms and bodies.")
@click.option(
    "--level", default="city", show_default=True, help="Of table and centres: county, city, province."
)
@click.option(
    "--most",
    type=int,
    default=None,
    help="How many partners [default: all]; of table: how many places [default: 12].",
)
@store_option
@format_option
def ties(store: Path | None, form: str, **asked: Any) -> None:
    """Whom a PLACE is tied to: by which schemes and projects, when, how strongly, with a quote.

    --show ties: a row a partner; quotes: each passage; table: places by places; centres: central places, groups.
    """
    from siping_kg.query import render

    if asked["place"] is None and asked["show"] in ("ties", "quotes"):
        raise QueryError(f"ties --show {asked['show']}: needs a place: `siping-kg ties 四平市`")
    frame = from_store(store or default_store(), lambda opened: _ties(opened, **asked))
    click.echo(render(frame, form), nl=False)


def _ties(
    opened: Store,
    *,
    place: str | None,
    show: str,
    partner: str | None,
    places: bool,
    level: str,
    most: int | None,
) -> Table:
    from siping_kg.cooperation import central_places, place_network, quotes_of, read_ties, tie_table, ties_of
    from siping_kg.query import Table, resolve_name

    around = resolve_name(opened, place, kind="Place") if place else None
    if place is not None and show == "ties":
        found = ties_of(opened, read_ties(opened, place=around), place, places_only=places)
        return Table(found.columns, found.rows[:most])
    if place is not None and show == "quotes":
        return quotes_of(opened, read_ties(opened, place=around), place, partner)
    network = place_network(opened, read_ties(opened), level=level)
    if show == "centres":
        return central_places(network)
    return tie_table(network, around=around, most=12 if most is None else most)


@cli.command()
@click.argument("one")
@click.argument("other")
@click.option("--most", default=3, show_default=True, help="How many paths.")
@click.option("--longest", default=6, show_default=True, help="How many steps at most.")
@click.option(
    "--hubs", is_flag=True, help="Go through what ties everything: national titles, industries, schemes."
)
@click.option("--within", is_flag=True, help="Allow steps from a county to its city, which have no quote.")
@store_option
@format_option
def path(one: str, other: str, store: Path | None, form: str, **asked: Any) -> None:
    """The shortest ways from ONE thing to the OTHER, each step with the report's own words."""
    from siping_kg.cooperation import find_paths
    from siping_kg.query import render

    where = store or default_store()
    click.echo(
        render(from_store(where, lambda opened: find_paths(opened, one, other, **asked)), form), nl=False
    )


@cli.command()
@click.argument("place", required=False)
@click.option("--project", default=None, metavar="NAME", help="Follow this one project through the years.")
@click.option("--industry", default=None, metavar="WORDS", help="Only of industries with these words.")
@click.option(
    "--phase", default=None, help="Only in this phase: 谋划, 签约, 开工, 在建, 竣工; planned: 拟开工."
)
@click.option("--scheme", default=None, metavar="WORDS", help="Only under schemes with these words.")
@click.option("--year", type=int, default=None, help="Only what is told for this year.")
@click.option("--sort", default="year", show_default=True, help="year, money, phase or name.")
@store_option
@format_option
def projects(place: str | None, project: str | None, store: Path | None, form: str, **asked: Any) -> None:
    """The projects of a PLACE: county, owner, industry, phase, money, years, scheme and quote."""
    from siping_kg.projects import follow_project, list_projects
    from siping_kg.query import render

    def answer(opened: Store) -> Table:
        if project is not None:
            return follow_project(opened, project)
        if place is None:
            raise QueryError("projects: needs a place or --project: `siping-kg projects 四平市`")
        return list_projects(opened, place, **asked)

    click.echo(render(from_store(store or default_store(), answer), form), nl=False)
