"""Texts in; an encoder that has learned, from nothing but the texts, to guess words left out of them, out."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence

import torch
from network import MASK, TAGS, UNKNOWN, WIDTH, Encoder, Words
from torch import Tensor, nn
from torch.nn import functional

from siping_kg.extract.words import tagged

ROUNDS = 8
RATE = 3e-3
LEFT_OUT = 0.15
LONGEST = 250
BATCH = 4000  # characters
FEWEST = {"character": 8, "word": 5}  # times in all texts


def words_known(texts: Sequence[str]) -> Words:
    """The characters, and the words of several, that stand often enough."""
    characters = Counter(itertools.chain.from_iterable(texts))
    words = Counter(word for text in texts for word in tagged(text)[0] if len(word) > 1)
    return Words(
        tuple(sorted(one for one, count in characters.items() if count >= FEWEST["character"])),
        tuple(sorted(one for one, count in words.items() if count >= FEWEST["word"])),
    )


class Numbering:
    """Texts as rows of characters, of places in words, and of words."""

    def __init__(self, known: Words) -> None:
        self.characters = {one: row for row, one in enumerate(known.characters, start=3)}
        self.words = {one: row for row, one in enumerate(known.words, start=1)}

    def of(self, text: str) -> tuple[list[int], list[int], list[int]]:
        """The rows of one text."""
        words, tags = tagged(text)
        places = [place for word, tag in zip(words, tags, strict=True) for place in places_in(word, tag)]
        own = [self.words.get(word, 0) for word in words for _ in word]
        return [self.characters.get(one, UNKNOWN) for one in text], places, own

    def tensors(self, texts: Sequence[str]) -> tuple[Tensor, Tensor, Tensor]:
        """The rows of texts of any length, one text a row of three tensors."""
        longest = max(map(len, texts))
        rows = [[[*own, *[0] * (longest - len(own))] for own in self.of(text)] for text in texts]
        characters, places, words = (torch.tensor(own) for own in zip(*rows, strict=True))
        return characters, places, words


def places_in(word: str, tag: str) -> Iterator[int]:
    """Four for each part of speech: the first character of a word, one inside, the last, the only one."""
    kind = next((one for one in (tag, tag[:1]) if one in TAGS), "other")
    first = 4 * TAGS.index(kind) + 1
    yield first + 3 if len(word) == 1 else first
    yield from itertools.repeat(first + 1, len(word) - 2)
    if len(word) > 1:
        yield first + 2


def batches(texts: Sequence[str], numbering: Numbering) -> list[tuple[Tensor, Tensor, Tensor]]:
    """Texts of like length together."""
    found, batch = [], []
    for text in sorted((text[:LONGEST] for text in texts), key=len):
        batch.append(text)
        if len(batch) * len(text) > BATCH:
            found.append(numbering.tensors(batch))
            batch = []
    return found + ([numbering.tensors(batch)] if batch else [])


def pretrained(texts: Sequence[str], known: Words) -> Encoder:
    """Leave out words, and learn to tell their characters from what is around them."""
    torch.manual_seed(0)
    random.seed(0)
    encoder = Encoder(known, forget=0.1)
    head = nn.Linear(WIDTH, 64)
    bias = nn.Parameter(torch.zeros(len(known.characters) + 3))
    weights = [*encoder.parameters(), *head.parameters(), bias]
    learner = torch.optim.AdamW(weights, lr=RATE)
    data = batches(texts, Numbering(known))
    pace = torch.optim.lr_scheduler.OneCycleLR(learner, RATE, total_steps=ROUNDS * len(data), pct_start=0.1)
    for number in range(ROUNDS):
        random.shuffle(data)
        total = 0.0
        for characters, places, words in data:
            begins = ((places % 4 == 1) | (places % 4 == 0)) & (places > 0)
            of_word = begins.long().cumsum(1)
            out = torch.rand(len(characters), int(of_word.max()) + 1) < LEFT_OUT
            hidden = out.gather(1, of_word) & (characters > UNKNOWN)
            shown = characters.masked_fill(hidden, MASK)
            rows = encoder(shown, places.masked_fill(hidden, 0), words.masked_fill(hidden, 0))
            scores = functional.linear(head(rows[hidden]), encoder.tables[0].weight, bias)
            loss = functional.cross_entropy(scores, characters[hidden])
            learner.zero_grad()
            loss.backward()
            learner.step()
            pace.step()
            total += loss.item()
        print(f"texts, round {number + 1} of {ROUNDS}: {total / len(data):.3f}", flush=True)
    return encoder
