"""Reports, annotated or not, in; their sentences with the spans that could be names, as text and as numbers, out."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from e5 import PAD, Pieces, padded
from network import Words
from pretrain import Numbering
from torch import Tensor

from siping_kg.extract.features import feature_table
from siping_kg.extract.known import known_names
from siping_kg.extract.names import candidate_spans
from siping_kg.extract.proposals import propose, running_text
from siping_kg.gazetteer import load_gazetteer
from siping_kg.model import SipingError
from siping_kg.reading import read_report

OPTIONAL_WEIGHT = 0.25  # what a careful reader could leave out teaches little
FEWEST_CITIES = 3
FEWEST_PROVINCES = 3
LENGTHS_MIXED = 12  # so that not always the same sentences are together


def plain(name: str) -> str:
    """Names compare without marks, white space and case."""
    return re.sub(r"""[\s"'“”‘’「」『』《》〈〉]""", "", unicodedata.normalize("NFKC", name)).lower()


def how_common(places: Collection[str]) -> int:
    """How common a phrase of these places is: 1 to 4; 0 when only few use it, 2 at most when few provinces do."""
    common = sum(len(places) >= n for n in (FEWEST_CITIES, 5, 9, 21))
    provinces = {place.partition("/")[0] for place in places}
    return common if len(provinces) >= FEWEST_PROVINCES else min(common, 2)


@dataclass(frozen=True)
class Example:
    """A sentence's text, its spans, and the features of each; if a reader annotated it, the class and weight of each.

    Class "" is of spans that are no names.
    """

    text: str
    spans: list[tuple[int, int]]
    features: list[list[str]]
    classes: list[str]
    weights: list[float]


def examples_of(path: Path, gold: Mapping | None, cities: Mapping[str, frozenset[str]]) -> list[Example]:
    """The sentences of a report; the report's own place is left out of the counts that it sees."""
    gazetteer, place = load_gazetteer(), path.stem.rpartition("-")[0]
    try:
        told = {"place": gold["place"], "year": gold["report_year"]} if gold else {}
        report = read_report(path, **told)
    except SipingError:
        return []
    sentences = running_text(report, known_names(gazetteer, report.place, report.year))
    proposals = [propose(sentence, report, gazetteer) for sentence in sentences]
    spans = [candidate_spans(one) for one in proposals]
    counts = {
        phrase: how_common({one for one in places if not one.endswith(f"/{place}")})
        for phrase, places in cities.items()
    }
    table = feature_table(sentences, spans, [one.mentions for one in proposals], counts=counts)
    forms = annotated_forms(gold) if gold else {}
    found, number = [], 0
    for sentence, own in zip(sentences, spans, strict=True):
        if own:
            said = [forms.get(plain(sentence.text[a:b]), ("", 1.0)) for a, b in own]
            features = [table.of(number + n) for n in range(len(own))]
            classes, weights = ([one[n] for one in said] if gold else [] for n in (0, 1))
            found.append(Example(sentence.text, own, features, classes, weights))
            number += len(own)
    return found


def annotated_forms(gold: Mapping) -> dict[str, tuple[str, float]]:
    """The names of an annotated report in all their forms, with class and weight."""
    forms: dict[str, tuple[str, float]] = {}
    for entity in sorted(gold["entities"], key=lambda e: not e.get("must", True)):
        weight = 1.0 if entity.get("must", True) else OPTIONAL_WEIGHT
        for form in (entity["name"], *entity.get("accept", ())):
            forms.setdefault(plain(str(form)), (entity["type"], weight))
    return forms


@dataclass(frozen=True)
class Numbered:
    """A sentence as numbers: characters, places in words, words; pieces of the teacher's, and of which each character is;
    spans; features and how many each span has; classes and weights; and what the teacher says of each span.
    """

    rows: tuple[list[int], list[int], list[int]]
    pieces: list[int]
    owner: list[int]
    spans: Tensor
    features: list[int]
    widths: list[int]
    classes: Tensor
    weights: Tensor


def numbered(examples: Sequence[Example], known: Words, pieces: Pieces) -> list[Numbered]:
    """Number the texts, features and classes of sentences; features that are not known are left out."""
    row = {feature: number for number, feature in enumerate(known.features)}
    numbering, found = Numbering(known), []
    for one in examples:
        features = [[row[feature] for feature in own if feature in row] for own in one.features]
        ids, owner = pieces.of(one.text)
        found.append(
            Numbered(
                numbering.of(one.text),
                ids,
                owner,
                torch.tensor(one.spans),
                [feature for own in features for feature in own],
                [len(own) for own in features],
                torch.tensor([known.classes.index(own) for own in one.classes], dtype=torch.long),
                torch.tensor(one.weights),
            )
        )
    return found


@dataclass(frozen=True)
class Batch:
    """Some sentences of like length: spans are sentence, start, end; features of all spans in a row, with where each
    span's begin; ``numbers`` are the sentences' own.
    """

    numbers: list[int]
    texts: tuple[Tensor, Tensor, Tensor]
    pieces: Tensor
    owner: Tensor
    spans: Tensor
    features: Tensor
    begins: Tensor


def batch(sentences: Sequence[Numbered], numbers: list[int]) -> Batch:
    """Put some sentences together."""
    own = [sentences[number] for number in numbers]
    characters, places, words = (padded([one.rows[n] for one in own]) for n in range(3))
    spans = [torch.cat([torch.full((len(one.spans), 1), n), one.spans], dim=1) for n, one in enumerate(own)]
    widths = torch.tensor([0, *(width for one in own for width in one.widths)])
    return Batch(
        numbers,
        (characters, places, words),
        padded([one.pieces for one in own], PAD),
        padded([one.owner for one in own]),
        torch.cat(spans),
        torch.tensor([feature for one in own for feature in one.features]),
        widths.cumsum(0)[:-1],
    )


def shuffled(sentences: Sequence[Numbered], size: int, order: random.Random) -> list[list[int]]:
    """Sentences of like length together, about so many characters at a time, in an order by chance."""
    lengths = [len(one.rows[0]) for one in sentences]
    by_length = sorted(range(len(sentences)), key=lambda n: lengths[n] + LENGTHS_MIXED * order.random())
    found, together = [], []
    for number in by_length:
        together.append(number)
        if len(together) * lengths[number] > size:
            found.append(together)
            together = []
    found += [together] if together else []
    order.shuffle(found)
    return found


def features_seen(examples: Sequence[Example], fewest: int) -> tuple[str, ...]:
    """The features that stand often enough."""
    seen = Counter(feature for one in examples for own in one.features for feature in own)
    return tuple(sorted(feature for feature, times in seen.items() if times >= fewest))
