"""Report files or a store in; the table of words left unread, and their totals, out."""

from __future__ import annotations

from pathlib import Path

import click

from siping_kg.cli.group import from_store
from siping_kg.model import SipingError
from siping_kg.store import default_store

__all__ = ["show_unread"]


def show_unread(files: tuple[Path, ...], store: Path | None, form: str) -> None:
    """Write the words that reports leave unread, then totals a kind.

    Files are built in memory. Beside csv and json, which are one table, the totals go to standard error.
    """
    from siping_kg.pipeline import graph_store
    from siping_kg.query import Table, render
    from siping_kg.unread import audit_words, totals

    if files and store:
        raise SipingError(f"{files[0]}: check --unread takes files or a --store, not both")
    if files:
        words = [word for file in files for word in audit_words(graph_store(file))]
    else:
        words = list(from_store(store or default_store(), audit_words))
    columns = ("report", "kind", "words", "context", "start")
    unread = [tuple(getattr(word, column) for column in columns) for word in words if not word.read]
    click.echo(render(Table(columns, tuple(unread)), form), nl=False)
    for total in totals(words):
        share = "" if total.share is None else f"，占 {total.share:.1%}"
        line = f"{total.kind}：共 {total.there} 处，已读 {total.read} 处{share}，未读 {total.there - total.read} 处"
        click.echo(line, err=form in ("csv", "json"))
