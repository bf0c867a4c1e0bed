"""Sentences with their spans and features in; how likely each span is a name of which class, by the learned model, out."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from siping_kg.extract.encoder import Convolution, Encoder, Floats, Lookup, rounded
from siping_kg.extract.features import FeatureTable
from siping_kg.extract.sentence import Span
from siping_kg.extract.wording import Integers
from siping_kg.model import AuthoredFileError
from siping_kg.resources import DATA

__all__ = ["NameModel", "load_model"]


@dataclass(frozen=True, slots=True)
class NameModel:
    """A network with one hidden layer over a span's ends, what stands around it, its mean, its length and its features.

    The first class, "", stands for spans that are no names. ``hidden`` has the weights of a span's first character,
    its last, the one before, the one after and the mean of all: whole numbers, times ``scale``; ``weights`` has a row
    for each feature, whole numbers, times ``feature_scale``; ``lengths`` what each length adds.
    """

    classes: tuple[str, ...]
    encoder: Encoder
    hidden: Floats
    lengths: Floats
    scale: Floats
    features: Mapping[str, int]
    weights: Floats
    feature_scale: np.float32
    out: Floats
    out_scale: Floats
    out_bias: Floats

    def probabilities(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]], table: FeatureTable
    ) -> Floats:
        """Give a row for each span of each text, of the probability of each class."""
        rows, begins = self.encoder.rows(texts)
        places = np.array([span for own in spans for span in own], dtype=np.int64).reshape(-1, 2)
        places += np.repeat(begins, [len(own) for own in spans])[:, None]
        scores: Floats = self._characters(rows, places[:, 0], places[:, 1])
        scores += self._parts(table)[table.numbers].sum(axis=1) * self.feature_scale
        scores = rounded(scores) @ self.out * self.out_scale + self.out_bias
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        shares: Floats = likely / likely.sum(axis=1, keepdims=True)
        return shares

    def _characters(self, rows: Floats, start: Integers, end: Integers) -> Floats:
        """What the characters of each span give the hidden layer."""
        totals = np.cumsum(rows, axis=0, dtype=np.int32)
        width = end - start
        mean = (totals[end - 1] - totals[start - 1]).astype(np.float32) / width[:, None].astype(np.float32)
        sums: Floats = np.rint(mean, out=mean) @ self.hidden[-1]
        for weights, own in zip(self.hidden[:-1], (start, end - 1, start - 1, end), strict=True):
            sums += rows[own] @ weights
        sums *= self.scale
        sums += self.lengths[np.minimum(width, len(self.lengths) - 1)]
        return sums

    def _parts(self, table: FeatureTable) -> Floats:
        """A row for each part of the features: the sum of its features' weights; unknown ones have the last, nought."""
        get, unknown = self.features.get, len(self.weights) - 1
        parts = [[get(feature, unknown) for feature in part] or [unknown] for part in table.parts]
        widths = np.array([len(part) for part in parts], dtype=np.intp)
        flat = np.array([row for part in parts for row in part], dtype=np.intp)
        sums: Floats = np.add.reduceat(self.weights[flat], np.cumsum(widths) - widths, axis=0)
        return sums


@functools.cache
def load_model(path: Path = DATA / "models" / "names.npz") -> NameModel:
    """Load the model that ships with the program. Raises AuthoredFileError when it is not there or broken."""
    try:
        with np.load(path, allow_pickle=False) as file:
            return _model({name: _values(file[name]) for name in file.files})
    except (OSError, EOFError, KeyError, ValueError, BadZipFile) as error:
        raise AuthoredFileError(
            f"{path}: is not a model of names ({error}); data/models/train.py makes one"
        ) from error


def _values(array: Any) -> Any:
    """Lists of words are stored as bytes, weights as small whole numbers."""
    if array.dtype == np.uint8:
        return tuple(bytes(array).decode().split("\n"))
    return array.astype(np.float32)


def _looked_up(stored: Mapping[str, Any]) -> tuple[Floats, Floats, Floats]:
    """What the first convolution gives for each character, place and word, to the rows after it, its own and before it."""
    weights = np.concatenate(stored["weights0"], axis=1)
    characters, places, words = (stored[name] for name in ("characters", "places", "vectors"))
    begin, end = characters.shape[1], characters.shape[1] + places.shape[1]
    return characters @ weights[:begin], places @ weights[begin:end], words @ weights[end:]


def _model(stored: Mapping[str, Any]) -> NameModel:
    layers = [
        Convolution(stored[f"weights{n}"], stored[f"scale{n}"], stored[f"bias{n}"], int(stored["steps"][n]))
        for n in range(1, len(stored["steps"]))
    ]
    first = Lookup(_looked_up(stored), stored["scale0"], stored["bias0"])
    encoder = Encoder(
        alphabet=np.array([ord(character) for character in stored["alphabet"]], dtype=np.uint32),
        tags={tag: number for number, tag in enumerate(stored["tags"])},
        words={word: number for number, word in enumerate(stored["words"], start=1)},
        first=first,
        others=tuple(layers),
    )
    return NameModel(
        classes=stored["classes"],
        encoder=encoder,
        features={feature: row for row, feature in enumerate(stored["features"])},
        weights=np.vstack([stored["feature_weights"], np.zeros_like(stored["feature_weights"][:1])]),
        feature_scale=stored["feature_scale"][0],
        **{name: stored[name] for name in ("hidden", "lengths", "scale", "out", "out_scale", "out_bias")},
    )
