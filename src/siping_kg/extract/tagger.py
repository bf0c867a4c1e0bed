"""Spans with their features in; how likely each is a name of which class out, by the learned model's weights."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA

__all__ = ["NameModel", "load_model"]

_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class NameModel:
    """A multinomial logistic regression: a row of weights for each feature, a column for each class.

    The first class, "", stands for spans that are no names.
    """

    classes: tuple[str, ...]
    rows: dict[str, int]
    weights: _Floats
    bias: _Floats

    def probabilities(self, features: list[list[str]]) -> _Floats:
        """Give a row for each span, of the probability of each class; features the model never saw say nothing."""
        rows = self.rows
        known = [[row for feature in span if (row := rows.get(feature)) is not None] for span in features]
        scores = np.tile(self.bias, (len(known), 1))
        flat = [row for span in known for row in span]
        if flat:
            owners = np.repeat(np.arange(len(known)), [len(span) for span in known])
            np.add.at(scores, owners, self.weights[flat])
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
    classes = tuple(bytes(parts["classes"]).decode().split("\n"))
    weights = parts["weights"].astype(np.float32)
    return NameModel(classes, {feature: row for row, feature in enumerate(features)}, weights, parts["bias"])
