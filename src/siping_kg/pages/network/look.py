"""look.yml goes in; the labels, shapes, colours and line styles of the network come out, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from siping_kg.resources import load_yaml

__all__ = ["FOLDER", "ClassLook", "Look", "RelationLook", "StatusLook", "load_look"]

FOLDER = Path(__file__).parent

Shape = Literal["dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"]


class ClassLook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How entities of one class are drawn. ``hollow``: the colour is the outline's, the inside is white."""

    label: str
    shape: Shape
    colour: str
    hollow: bool = False


class RelationLook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How links of one relation are drawn; ``width`` in pixels; ``directed`` ones get an arrow."""

    label: str
    directed: bool = True
    colour: str = "#7B8794"
    width: float = 1.3


class StatusLook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How certain a link is: lengths of line and gap in pixels, or none for a full line."""

    label: str
    dashes: tuple[int, int] | None = None


class Look(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything look.yml says, each part in its order."""

    classes: dict[str, ClassLook]
    relations: dict[str, RelationLook]
    statuses: dict[str, StatusLook]


def load_look() -> Look:
    """Read look.yml; raises AuthoredFileError where it breaks its schema."""
    return load_yaml(FOLDER / "look.yml", Look)
