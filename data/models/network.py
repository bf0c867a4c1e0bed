"""The network of names as it is trained: the same sums as siping_kg.extract.encoder and .tagger, in torch.

While it is taught, weights and rows are rounded as they will be stored (``exact``), and gradients pass the rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

TAGS = (
    *("n", "v", "a", "d", "m", "q", "p", "c", "u", "r", "f", "t", "s", "l", "i", "j"),
    *("nr", "ns", "nt", "nz", "vn", "x", "other"),
)
UNKNOWN, MASK = 1, 2  # rows of characters; 0 is what stands outside a text
WIDTH = 96
STEPS = (1, 1, 2, 4)
HIDDEN = 128
LONGEST = 31
TOP = 6.0  # rows hold values from 0 to this
UNIT = TOP / 127


@dataclass(frozen=True)
class Words:
    """What the network knows: characters, words, features of spans, classes of names. Rows in this order."""

    characters: tuple[str, ...]  # from row 3 on
    words: tuple[str, ...]  # from row 1 on
    features: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class Rounding(torch.autograd.Function):
    """Whole multiples of a step; gradients pass."""

    @staticmethod
    def forward(_ctx: object, values: Tensor, step: Tensor | float) -> Tensor:
        """Round."""
        return torch.round(values / step) * step

    @staticmethod
    def backward(_ctx: object, gradient: Tensor) -> tuple[Tensor, None]:
        """Let the gradient pass."""
        return gradient, None


def step_of(weights: Tensor, *, by_row: bool = False) -> Tensor:
    """The size of one of the 127 steps that weights are rounded to."""
    size = weights.detach().abs()
    most = size.amax(dim=tuple(range(1, size.dim())), keepdim=True) if by_row else size.max()
    return most.clamp(min=1e-6) / 127


def exact_rows(weights: Tensor) -> Tensor:
    """Weights as they will be stored, a scale for each row."""
    return Rounding.apply(weights, step_of(weights, by_row=True))


def exact_table(weights: Tensor) -> Tensor:
    """Weights as they will be stored, one scale for all."""
    return Rounding.apply(weights, step_of(weights))


class Encoder(nn.Module):
    """Characters, their places in words and their words in; a row of WIDTH values for each out."""

    def __init__(self, known: Words, *, forget: float) -> None:
        super().__init__()
        self.exact = False
        self.tables = nn.ModuleList(
            nn.Embedding(rows, width, padding_idx=0)
            for rows, width in (
                (len(known.characters) + 3, 64),
                (4 * len(TAGS) + 1, 16),
                (len(known.words) + 1, 64),
            )
        )
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
            table.weight.data[0] = 0
        self.layers = nn.ModuleList(
            nn.Conv1d(WIDTH if n else 144, WIDTH, 3, padding=step, dilation=step)
            for n, step in enumerate(STEPS)
        )
        self.forget = nn.Dropout(forget)

    def forward(self, characters: Tensor, places: Tensor, words: Tensor) -> Tensor:
        """Give texts by characters by WIDTH."""
        weights = [table.weight for table in self.tables]
        if self.exact:
            step = torch.stack([step_of(one) for one in weights]).max()
            weights = [Rounding.apply(one, step) for one in weights]
        inputs = zip((characters, places, words), weights, strict=True)
        is_text = (characters > 0).unsqueeze(1).float()
        rows = torch.cat([functional.embedding(own, one) for own, one in inputs], -1)
        rows = self.forget(rows).transpose(1, 2) * is_text
        for n, layer in enumerate(self.layers):
            kernel = exact_rows(layer.weight) if self.exact else layer.weight
            step = layer.dilation[0]
            sums = functional.conv1d(rows, kernel, layer.bias, padding=step, dilation=step)
            rows = self.limited(rows + self.forget(sums) if n else sums) * is_text
        return rows.transpose(1, 2)

    def limited(self, rows: Tensor) -> Tensor:
        """Values from 0 to TOP."""
        rows = rows.clamp(0, TOP)
        return Rounding.apply(rows, UNIT) if self.exact else rows


class Namer(nn.Module):
    """An encoder, and one hidden layer over spans: scores of the classes out."""

    def __init__(self, encoder: Encoder, known: Words) -> None:
        super().__init__()
        self.encoder = encoder
        encoder.exact = True
        self.lengths = nn.Embedding(LONGEST + 1, 16)
        self.hidden = nn.Linear(5 * WIDTH + 16, HIDDEN)
        self.features = nn.EmbeddingBag(len(known.features), HIDDEN, mode="sum")
        self.out = nn.Linear(HIDDEN, len(known.classes))
        self.forget = nn.Dropout(0.3)
        self.forget_features = nn.Dropout(0.1)
        nn.init.normal_(self.lengths.weight, std=0.3)
        nn.init.normal_(self.features.weight, std=0.02)

    def forward(self, texts: Sequence[Tensor], spans: Tensor, features: Tensor, begins: Tensor) -> Tensor:
        """Spans are text, start, end; features of all spans in a row, with where each span's begin."""
        rows = self.encoder(*texts)
        text, start, end = spans.T
        around = functional.pad(rows, (0, 0, 1, 1))
        totals = functional.pad(rows.cumsum(1), (0, 0, 1, 0))
        width = end - start
        mean = Rounding.apply((totals[text, end] - totals[text, start]) / width.unsqueeze(1), UNIT)
        length = functional.embedding(width.clamp(max=LONGEST), exact_table(self.lengths.weight))
        ends = [around[text, at] for at in (start + 1, end, start, end + 1)]
        own = self.forget(torch.cat([*ends, mean, length], -1))
        scores = functional.linear(own, exact_rows(self.hidden.weight), self.hidden.bias)
        scores = scores + functional.embedding_bag(
            features,
            exact_table(self.features.weight),
            begins,
            mode="sum",
            per_sample_weights=self.forget_features(torch.ones(len(features))),
        )
        return functional.linear(
            self.forget(self.encoder.limited(scores)), exact_rows(self.out.weight), self.out.bias
        )


def whole(weights: Tensor, step: Tensor) -> np.ndarray:
    """Weights as whole numbers of steps."""
    return torch.round(weights / step).to(torch.int8).numpy()


def stored_lines(lines: Sequence[str]) -> np.ndarray:
    """Words as bytes, one a line."""
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def stored_encoder(encoder: Encoder, known: Words) -> dict[str, np.ndarray]:
    """The tables, their characters in order, and the layers."""
    tables = [table.weight.detach() for table in encoder.tables]
    step = torch.stack([step_of(one) for one in tables]).max()
    order = sorted(range(len(known.characters)), key=known.characters.__getitem__)
    arrays = {
        "alphabet": stored_lines([known.characters[n] for n in order]),
        "tags": stored_lines(TAGS),
        "words": stored_lines(known.words),
        "characters": whole(tables[0], step)[[0, UNKNOWN, *(n + 3 for n in order)]],
        "places": whole(tables[1], step),
        "vectors": whole(tables[2], step),
        "steps": np.array(STEPS, dtype=np.int8),
    }
    for n, layer in enumerate(encoder.layers):
        own = step_of(layer.weight, by_row=True)
        arrays[f"weights{n}"] = whole(layer.weight.detach(), own).transpose(2, 1, 0).copy()
        arrays[f"scale{n}"] = (own.flatten() * (1 if n else step / UNIT)).numpy()
        arrays[f"bias{n}"] = (layer.bias.detach() / UNIT).numpy()
    return arrays


def write_model(path: Path, namer: Namer, known: Words) -> None:
    """Write what siping_kg.extract.tagger loads: whole numbers and their scales."""
    hidden, lengths, features, out = (
        layer.weight.detach() for layer in (namer.hidden, namer.lengths, namer.features, namer.out)
    )
    hidden_step, out_step = step_of(hidden, by_row=True), step_of(out, by_row=True)
    characters, length = exact_rows(hidden).split([5 * WIDTH, 16], dim=1)
    added = exact_table(lengths) @ length.T + namer.hidden.bias.detach()
    np.savez_compressed(
        path,
        **stored_encoder(namer.encoder, known),
        classes=stored_lines(known.classes),
        features=stored_lines(known.features),
        hidden=whole(characters, hidden_step).reshape(HIDDEN, 5, WIDTH).transpose(1, 2, 0).copy(),
        scale=hidden_step.flatten().numpy(),
        lengths=(added / UNIT).numpy(),
        feature_weights=whole(features, step_of(features)),
        feature_scale=(step_of(features) / UNIT).reshape(1).numpy(),
        out=whole(out, out_step).T.copy(),
        out_scale=(out_step.flatten() * UNIT).numpy(),
        out_bias=namer.out.bias.detach().numpy(),
    )
