"""Spans with their features in; how likely each is a name of which class out, by the learned model's weights."""

from __future__ import annotations

import functools
import itertools
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from siping_kg.extract.features import FeatureTable
from siping_kg.extract.wording import PAD, Integers
from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA

__all__ = ["NameModel", "load_model"]

_Floats = npt.NDArray[np.float32]
_Weights = npt.NDArray[np.float64]
_Letters = npt.NDArray[np.uint16]


_WIDTHS = [
    (name, width) for name, most in (("l", 2), ("r", 2), ("f", 3), ("e", 4)) for width in range(1, most + 1)
]
_CHARACTERS = {"l": str.rjust, "r": str.ljust, "f": str.ljust, "e": str.ljust}
"""Features of characters, by their first letter, and where they have none when they are too short."""


def _keys(letters: _Letters, start: Integers, width: int) -> Integers:
    """Give a number for so many characters from each start on, sixteen bits each."""
    key = np.zeros(len(start), dtype=np.int64)
    for at in range(width):
        key = key << 16 | letters[start + at]
    return key


@dataclass(frozen=True, slots=True)
class _Column:
    """The features of one name (l2=…) that the model knows: their characters as sorted numbers, and their rows."""

    keys: Integers
    rows: Integers

    def rows_of(self, keys: Integers, unknown: int) -> Integers:
        """Give the row of each number, or ``unknown``."""
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self.rows[at], unknown)


@dataclass(frozen=True, slots=True)
class NameModel:
    """A multinomial logistic regression: a row of weights for each feature, a column for each class.

    The first class, "", stands for spans that are no names. ``letters`` numbers the characters that features
    have (from 2; 1 for others, 0 for none). ``columns`` gives the rows of the features of characters, ``rows`` those
    of the others, ``labels`` the same by name and label. The last row of weights, for unknown features, is nought.
    """

    classes: tuple[str, ...]
    rows: dict[str, int]
    labels: dict[str, dict[str, int]]
    weights: _Weights
    bias: _Floats
    letters: _Letters
    columns: dict[str, _Column]

    def probabilities(self, table: FeatureTable) -> _Floats:
        """Give a row for each span, of the probability of each class; features the model never saw say nothing."""
        get, unknown = self.rows.get, len(self.weights) - 1
        parts = [[get(feature, unknown) for feature in part] or [unknown] for part in table.parts]
        widths = np.array([len(part) for part in parts], dtype=np.intp)
        flat = np.array([row for part in parts for row in part], dtype=np.intp)
        # The weights have eleven bits each: their sums as doubles are exact, in whatever order.
        sums = np.add.reduceat(self.weights[flat], np.cumsum(widths) - widths, axis=0)
        scores = self.bias + sums.take(table.numbers, axis=0).sum(axis=1)
        letters = {id(column.codes): self.letters[column.codes] for column in table.characters}
        for column in table.characters:
            keys = _keys(letters[id(column.codes)], column.start, column.width)
            keys = np.where(column.have, keys, -1)
            scores += self.weights.take(self.columns[column.name].rows_of(keys, unknown), axis=0)
        for labels in table.words:
            row_of = self.labels[labels.name].get
            rows = np.array([*map(row_of, labels.labels, itertools.repeat(unknown)), unknown])
            scores += self.weights.take(rows[labels.codes], axis=0)
        scores = scores.astype(np.float32)
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        shares: _Floats = likely / likely.sum(axis=1, keepdims=True)
        return shares


@functools.cache
def load_model(path: Path = DATA / "models" / "names.npz") -> NameModel:
    """Load the model that ships with the program. Raises AuthoredFileError when it is not there or broken."""
    try:
        with np.load(path, allow_pickle=False) as file:
            parts: dict[str, Any] = {name: file[name] for name in ("classes", "features", "weights", "bias")}
    except (OSError, KeyError, ValueError) as error:
        raise AuthoredFileError(
            f"{path}: is not a model of names ({error}); data/models/train.py makes one"
        ) from error
    features = bytes(parts["features"]).decode().split("\n")
    weights = np.vstack([parts["weights"], np.zeros_like(parts["weights"][:1])]).astype(np.float64)
    letters, columns = _columns(features)
    rows = {feature: row for row, feature in enumerate(features) if feature.partition("=")[0] not in columns}
    labels: dict[str, dict[str, int]] = defaultdict(dict)
    for feature, row in rows.items():
        name, _, label = feature.partition("=")
        labels[name][label] = row
    return NameModel(
        classes=tuple(bytes(parts["classes"]).decode().split("\n")),
        rows=rows,
        labels=labels,
        weights=weights,
        bias=parts["bias"],
        letters=letters,
        columns=columns,
    )


def _columns(features: Sequence[str]) -> tuple[_Letters, dict[str, _Column]]:
    """Number the characters that features have, and the features of characters by these numbers."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for row, feature in enumerate(features):
        by_name[feature[:3]].append(row)
    named = {}
    for letter, width in _WIDTHS:
        rows, pad = by_name[f"{letter}{width}="], _CHARACTERS[letter]
        named[f"{letter}{width}"] = rows, [pad(features[row][3:], width, PAD) for row in rows]
    texts = {
        name: np.frombuffer("".join(forms).encode("utf-32-le"), np.uint32)
        for name, (_, forms) in named.items()
    }
    alphabet = np.unique(np.concatenate([*texts.values(), [ord(PAD)]]))
    letters = np.ones(sys.maxunicode + 1, dtype=np.uint16)
    letters[alphabet] = np.arange(2, len(alphabet) + 2)
    letters[ord(PAD)] = 0
    columns = {}
    for name, (rows, forms) in named.items():
        keys = _keys(letters[texts[name]], np.arange(len(forms)) * int(name[1]), int(name[1]))
        order = np.argsort(keys)
        columns[name] = _Column(keys[order], np.array(rows, dtype=np.int64)[order])
    return letters, columns
