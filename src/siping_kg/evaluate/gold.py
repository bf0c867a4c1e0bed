"""A gold annotation's YAML file in; what a reader of the report should find, as checked values, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from siping_kg.evaluate.matching import normal
from siping_kg.model import CORE_CLASSES, RELATIONS, AuthoredFileError
from siping_kg.resources import load_yaml

__all__ = ["SCORED_RELATIONS", "Gold", "GoldEntity", "GoldFigure", "GoldRelation", "load_gold"]

SCORED_RELATIONS = tuple(name for name in RELATIONS if name != "seeksHonour")
"""The relations that gold files annotate: titles only striven for are none."""


class GoldEntity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that should be found under one of its names, as of one of its classes."""

    name: str
    type: str
    accept: tuple[str, ...] = ()
    types_ok: tuple[str, ...] = ()
    must: bool = True

    @property
    def names(self) -> frozenset[str]:
        """All names that are right, in their normal form."""
        return frozenset(map(normal, (self.name, *self.accept)))

    @property
    def types(self) -> frozenset[str]:
        """All classes that are right."""
        return frozenset((self.type, *self.types_ok))


class GoldRelation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A relation between two things, each by one of its names."""

    s: str
    p: str
    o: str
    must: bool = True
    quote: str = ""
    note: str = ""


class GoldFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure: one of the keys stands in the indicator; value and unit as written."""

    keys: tuple[str, ...]
    value: int | float
    unit: str | None = None
    year: int | None = None
    kind: str | None = None
    status: str = "actual"
    bound: str | None = None
    of: str | None = None
    must: bool = True
    quote: str = ""
    note: str = ""


class Gold(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a careful reader takes from one report. A relation may be written as a list of three."""

    document: str
    place: str
    report_year: int
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation | tuple[str, str, str], ...]
    observations: tuple[GoldFigure, ...]

    def ties(self) -> Iterator[GoldRelation]:
        """The relations, those written as lists too."""
        return (tie if isinstance(tie, GoldRelation) else GoldRelation(*tie) for tie in self.relations)

    def by_name(self) -> dict[str, frozenset[str]]:
        """The normal names of each entity, by the name that relations use."""
        known: dict[str, frozenset[str]] = {}
        for entity in self.entities:
            known[entity.name] = known.get(entity.name, frozenset()) | entity.names
        return known


def load_gold(path: Path) -> Gold:
    """Read a gold file. Raises AuthoredFileError naming the file and the place in it."""
    gold = load_yaml(path, Gold)
    for number, entity in enumerate(gold.entities, start=1):
        if unknown := sorted(entity.types - set(CORE_CLASSES)):
            raise AuthoredFileError(
                f"{path}: entity {number} ({entity.name}): {unknown[0]} is none of the classes"
            )
    for number, tie in enumerate(gold.ties(), start=1):
        if tie.p not in SCORED_RELATIONS:
            raise AuthoredFileError(
                f"{path}: relation {number} ({tie.s}, {tie.o}): {tie.p} is none of {', '.join(SCORED_RELATIONS)}"
            )
    return gold
