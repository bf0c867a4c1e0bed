"""A data frame of statements goes in; the nodes and links to draw come out, checked and in a fixed order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from siping_kg.model import PageError
from siping_kg.pages.network.look import Look

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "Link", "Node", "Said", "nodes_and_links"]

COLUMNS = (
    "source",
    "source_label",
    "source_kind",
    "relation",
    "target",
    "target_label",
    "target_kind",
    "status",
    "year",
    "quote",
    "report",
    "passage",
)
"""The frame's columns: one row per statement and passage; ``source``, ``target`` and ``passage`` are IRIs."""


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """An entity of the network."""

    iri: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One sentence of a report that states a link. ``year`` is empty where the report gives none."""

    report: str
    year: str
    status: str
    quote: str
    passage: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two nodes (IRIs) and all that is said of it."""

    source: str
    target: str
    relation: str
    said: tuple[Said, ...]

    def statuses(self) -> frozenset[str]:
        """The statuses that its statements have."""
        return frozenset(said.status for said in self.said)


def nodes_and_links(frame: pd.DataFrame, look: Look) -> tuple[tuple[Node, ...], tuple[Link, ...]]:
    """Read the frame's rows, whatever their order, as nodes by IRI and links by ends and relation.

    Raises PageError, naming the column or row, for a missing column, a class, relation or status that
    look.yml doesn't know, an empty name or quote, or an entity with two names or classes.
    """
    missing = [name for name in COLUMNS if name not in frame.columns]
    if missing:
        raise PageError(
            f"the network's table lacks the column {', '.join(missing)}; it needs {', '.join(COLUMNS)}"
        )
    nodes: dict[str, Node] = {}
    links: dict[tuple[str, str, str], set[Said]] = {}
    for number, row in enumerate(_rows(frame), start=1):
        _check(number, row, look)
        for end in ("source", "target"):
            node = Node(row[end], row[f"{end}_label"], row[f"{end}_kind"])
            if nodes.setdefault(node.iri, node) != node:
                raise PageError(f"row {number} of the network's table: {node} was {nodes[node.iri]} before")
        said = Said(row["report"], row["year"], row["status"], row["quote"], row["passage"])
        links.setdefault(_ends(row, look), set()).add(said)
    drawn = (Link(*key, tuple(sorted(links[key]))) for key in sorted(links))
    return tuple(sorted(nodes.values())), tuple(drawn)


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, str]]:
    columns = (_texts(frame[name].tolist()) for name in COLUMNS)
    return (dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True))


def _texts(values: Iterable[object]) -> list[str]:
    # A missing cell is NaN, which differs from itself; a year column with a gap comes as floats.
    texts = []
    for value in values:
        if value is None or value != value:
            texts.append("")
        elif isinstance(value, float) and value.is_integer():
            texts.append(str(int(value)))
        else:
            texts.append(str(value))
    return texts


def _check(number: int, row: dict[str, str], look: Look) -> None:
    known: dict[str, Collection[str]] = {
        "source_kind": look.classes,
        "target_kind": look.classes,
        "relation": look.relations,
        "status": look.statuses,
    }
    for column, names in known.items():
        if row[column] not in names:
            listed = ", ".join(names)
            raise PageError(
                f"row {number} of the network's table: {column} is {row[column]!r}, not one of {listed}"
            )
    for column in ("source", "source_label", "target", "target_label", "quote", "report"):
        if not row[column]:
            raise PageError(f"row {number} of the network's table: {column} is empty")


def _ends(row: dict[str, str], look: Look) -> tuple[str, str, str]:
    source, target, relation = row["source"], row["target"], row["relation"]
    if not look.relations[relation].directed and target < source:
        source, target = target, source
    return source, target, relation
