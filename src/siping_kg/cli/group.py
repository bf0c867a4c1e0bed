"""What the commands share: the store's option, the demands of a path, answers from a store, the group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from pyoxigraph import Store

from siping_kg import __version__
from siping_kg.model import SipingError

__all__ = ["PATH", "cli", "from_store", "overrides_option", "store_option"]

T = TypeVar("T")
PATH = click.Path(path_type=Path)
store_option = click.option(
    "--store", type=PATH, default=None, help="The store's directory. [default: in the user's data folder]"
)

overrides_option = click.option(
    "--overrides",
    type=PATH,
    multiple=True,
    metavar="DIR",
    help="Your own lexicon lines, merges, splits, renames and removals, laid over the shipped ones (data/overrides).",
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


def from_store(store: Path, ask: Callable[[Store], T]) -> T:
    """Open a store, ask it something and close it."""
    from siping_kg.store import open_store

    with open_store(store) as opened:
        return ask(opened)
