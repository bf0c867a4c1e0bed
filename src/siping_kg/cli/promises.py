"""The command that holds promises against outcomes in: the ledger of a place out."""

from __future__ import annotations

from pathlib import Path

import click

from siping_kg.cli.group import cli, from_store, store_option
from siping_kg.store import default_store

__all__ = ["ledger"]


@cli.command()
@click.argument("place")
@click.option("--year", type=int, help="The year that the figures are for. [default: all]")
@click.option("--indicator", help="Only those in whose label this stands (就业).")
@click.option("--series", "as_series", is_flag=True, help="A row an indicator, its years side by side.")
@store_option
@click.option("--format", "form", default="table", show_default=True, help="table, csv, json or md.")
def ledger(
    place: str, year: int | None, indicator: str | None, as_series: bool, store: Path | None, form: str
) -> None:
    """Hold what the reports of a PLACE promised against what the next ones say came of it, with both quotes."""
    from siping_kg.ledger import ledger_table, series, shown
    from siping_kg.query import render

    rows = from_store(
        store or default_store(), lambda opened: ledger_table(opened, place, year=year, indicator=indicator)
    )
    if as_series:
        rows = series(rows)
    elif form == "table":
        rows = shown(rows)
    click.echo(render(rows, form), nl=False)
