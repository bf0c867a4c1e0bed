"""The commands that hold things against a measure in: check and evaluate out."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siping_kg.cli.group import PATH, cli, from_store, overrides_option, store_option
from siping_kg.model import SipingError
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.store import default_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from siping_kg.evaluate import Verdict
    from siping_kg.resolve import Overrides

__all__ = ["check", "evaluate"]


@cli.command()
@click.argument("files", nargs=-1, type=PATH)
@store_option
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


@cli.command()
@click.argument("gold", type=PATH, required=False)
@click.argument("source", metavar="[FILE|GRAPH.nq]", type=PATH, required=False)
@click.option("--pairs", type=PATH, help="Pairs of names in reports of the store: one thing, or two.")
@click.option("--parents", type=PATH, help="Places, each with a year and what it belonged to then.")
@store_option
@overrides_option
@click.option("--misses", is_flag=True, help="List what was missed and what was wrong.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def evaluate(
    gold: Path | None,
    source: Path | None,
    pairs: Path | None,
    parents: Path | None,
    store: Path | None,
    overrides: tuple[Path, ...],
    misses: bool,
    as_json: bool,
) -> None:
    """Hold a report FILE, or a built GRAPH.nq, against a GOLD annotation: precision, recall and F1.

    With --pairs, hold what a store says is one thing against what people decided; with --parents, the gazetteer.
    """
    from siping_kg.evaluate import render_verdicts
    from siping_kg.resolve import load_overrides

    form = "json" if as_json else "table"
    decided = load_overrides(overrides)
    if gold is None and pairs is None and parents is None:
        raise SipingError("nothing to hold the graph against; name a GOLD file, --pairs or --parents")
    if gold:
        click.echo(_against_gold(gold, source, decided, form, misses), nl=False)
    for name, verdicts in _verdicts(pairs, parents, store or default_store(), decided):
        click.echo(render_verdicts(name, verdicts, format=form, misses=misses), nl=False)


def _verdicts(
    pairs: Path | None, parents: Path | None, store: Path, decided: Overrides
) -> Iterator[tuple[str, list[Verdict]]]:
    from siping_kg.evaluate import judge_pairs, judge_parents, load_pairs, load_parents

    if pairs:
        wanted = load_pairs(pairs)
        yield "pairs", from_store(store, lambda opened: judge_pairs(wanted, opened, overrides=decided))
    if parents:
        yield "parents", list(judge_parents(load_parents(parents)))


def _against_gold(gold: Path, source: Path | None, decided: Overrides, form: str, misses: bool) -> str:
    from siping_kg.evaluate import evaluate as hold_against
    from siping_kg.evaluate import load_gold, render
    from siping_kg.pipeline import graph_store
    from siping_kg.store import read_graph

    annotation = load_gold(gold)
    built = source is not None and source.suffix in (".nq", ".trig")
    store = (
        read_graph(source) if source and built else graph_store(source or BUNDLED_REPORT, overrides=decided)
    )
    return render(hold_against(annotation, store), format=form, misses=misses)
