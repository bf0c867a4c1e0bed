"""The commands that hold things against a measure in: check and evaluate out."""

from __future__ import annotations

import functools
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siping_kg.cli.group import PATH, cli, from_store, overrides_option, store_option
from siping_kg.cli.unread import show_unread
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
    "--unread", is_flag=True, help="List numbers and quoted names left unread in a store, or in FILES."
)
@click.option(
    "--shapes/--no-shapes", default=True, help="Also hold each report's graph against the SHACL shapes."
)
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    help="With --reading or --unread: table, csv, json or md.",
)
def check(
    files: tuple[Path, ...], store: Path | None, reading: bool, unread: bool, shapes: bool, form: str
) -> None:
    """Hold a store against the ontology's checks and shapes; or see how FILES are read, or what is left unread.

    Exit status 1 when something is found, or a file cannot be read. Unread words are no fault.
    """
    if reading and unread:
        raise SipingError("--reading and --unread are two tables; ask for one at a time")
    if unread:
        show_unread(files, store, form)
        return
    if files and not reading:
        raise SipingError(
            f"{files[0]}: check takes files with --reading or --unread only; without them, it checks a --store"
        )
    if reading:
        _check_reading(files or (BUNDLED_REPORT,), form)
        return
    _check_store(store or default_store(), shapes=shapes)


def _check_store(store: Path, *, shapes: bool) -> None:
    from siping_kg.check import check_graph
    from siping_kg.store import open_store

    with open_store(store) as opened:
        findings = check_graph(opened, shapes=shapes)
    for finding in findings:
        click.echo(f"{finding.check}\t{finding.count}\t{finding.focus}\t{finding.message}")
    click.echo("未发现问题。" if not findings else f"发现 {len(findings)} 类问题。")
    if findings:
        sys.exit(1)


def _check_reading(files: tuple[Path, ...], form: str) -> None:
    from siping_kg.query import Table, render
    from siping_kg.reading import reading_table

    rows = [asdict(row) for row in reading_table(files)]
    cells = tuple(tuple("" if cell is None else cell for cell in row.values()) for row in rows)
    click.echo(render(Table(tuple(rows[0]), cells), form), nl=False)
    if any(row["problem"] for row in rows):
        sys.exit(1)


@cli.command()
@click.argument("gold", type=PATH, required=False)
@click.argument("source", metavar="[FILE|GRAPH.nq]", type=PATH, required=False)
@click.option("--pairs", type=PATH, help="Pairs of names in reports of the store: one thing, or two.")
@click.option("--parents", type=PATH, help="Places, each with a year and what it belonged to then.")
@click.option(
    "--promises", type=PATH, multiple=True, help="Targets of a report with their outcomes; repeat for more."
)
@store_option
@overrides_option
@click.option("--misses", is_flag=True, help="List what was missed and what was wrong.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def evaluate(
    gold: Path | None,
    source: Path | None,
    pairs: Path | None,
    parents: Path | None,
    promises: tuple[Path, ...],
    store: Path | None,
    overrides: tuple[Path, ...],
    misses: bool,
    as_json: bool,
) -> None:
    """Hold a report FILE, or a built GRAPH.nq, against a GOLD annotation: precision, recall and F1.

    With --pairs, hold what a store says is one thing against what people decided; with --parents, the gazetteer;
    with --promises, the ledger of a store against targets and outcomes that people read.
    """
    from siping_kg.evaluate import render_verdicts
    from siping_kg.resolve import load_overrides

    form, decided = "json" if as_json else "table", load_overrides(overrides)
    if not (gold or pairs or parents or promises):
        raise SipingError("nothing to hold against; name a GOLD file, --pairs, --parents or --promises")
    if gold:
        click.echo(_against_gold(gold, source, decided, form, misses), nl=False)
    where = store or default_store()
    for name, verdicts in (*_verdicts(pairs, parents, where, decided), *_promises(promises, where)):
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


def _promises(files: tuple[Path, ...], store: Path) -> Iterator[tuple[str, list[Verdict]]]:
    from siping_kg.evaluate import judge_promises, load_promises

    paired: list[Verdict] = []
    judged: list[Verdict] = []
    for gold in map(load_promises, files):
        outcomes, verdicts = from_store(store, functools.partial(judge_promises, gold))
        paired += outcomes
        judged += verdicts
    if files:
        yield "outcomes", paired
        yield "verdicts", judged


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
