"""Annotated sentences in; a large network that learned names from them, and what it says of any sentences, out.

The teacher sees what the network of names sees and the rows of multilingual-e5-small beside it. It is far too slow to
ship: it tells the small network, on every report there is, how likely each span is a name of which class.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import torch
from e5 import E5, MASK, PAD, ModelFile
from examples import Batch, Numbered, batch, shuffled
from network import LONGEST, WIDTH, Encoder, Words
from torch import Tensor, nn
from torch.nn import functional

LAYERS, FIXED = 8, 2
HIDDEN = 256
ROUNDS = 2
RATE, RATE_OF_E5 = 1e-3, 2e-4
CHARACTERS = 3000  # at a time
FORGOTTEN = 0.05


class Teacher(nn.Module):
    """An encoder and the first layers of multilingual-e5-small, and one hidden layer over spans."""

    def __init__(self, encoder: Encoder, known: Words, file: ModelFile) -> None:
        super().__init__()
        self.encoder = encoder
        encoder.forget = nn.Dropout(0.2)
        self.e5 = E5(file, layers=LAYERS, fixed=FIXED)
        self.lengths = nn.Embedding(LONGEST + 1, 16)
        self.hidden = nn.Linear(5 * (WIDTH + file.width) + 16, HIDDEN)
        self.features = nn.EmbeddingBag(len(known.features), HIDDEN, mode="sum")
        self.out = nn.Linear(HIDDEN, len(known.classes))
        self.forget, self.forget_features = nn.Dropout(0.3), nn.Dropout(0.1)
        nn.init.normal_(self.lengths.weight, std=0.3)
        nn.init.normal_(self.features.weight, std=0.02)

    def rows(self, own: Batch) -> Tensor:
        """Give sentences by characters by both widths: a character has the row of its piece."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            pieces = self.e5(own.pieces)
        at = own.owner.unsqueeze(-1).expand(-1, -1, pieces.shape[-1])
        seen = pieces.float().gather(1, at) * (own.texts[0] > 0).unsqueeze(-1)
        return torch.cat([self.encoder(*own.texts) / 2, seen], -1)

    def forward(self, own: Batch) -> Tensor:
        """Give spans by classes."""
        rows = self.rows(own)
        text, start, end = own.spans.T
        around = functional.pad(rows, (0, 0, 1, 1))
        totals = functional.pad(rows.cumsum(1), (0, 0, 1, 0))
        mean = (totals[text, end] - totals[text, start]) / (end - start).unsqueeze(1)
        length = self.lengths((end - start).clamp(max=LONGEST))
        ends = [around[text, at] for at in (start + 1, end, start, end + 1)]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.hidden(self.forget(torch.cat([*ends, mean, length], -1)))
        kept = self.forget_features(torch.ones(len(own.features)))
        scores = scores.float() + self.features(own.features, own.begins, per_sample_weights=kept)
        return self.out(self.forget(functional.relu(scores)))


def forgetful(own: Batch) -> Batch:
    """The same, with some characters, words and pieces unknown."""
    characters, places, words = own.texts
    strange = (torch.rand(characters.shape) < FORGOTTEN) & (characters > 0)
    wordless = strange | (torch.rand(characters.shape) < FORGOTTEN)
    masked = (torch.rand(own.pieces.shape) < FORGOTTEN) & (own.pieces != PAD)
    texts = characters.masked_fill(strange, 1), places, words.masked_fill(wordless, 0)
    pieces = own.pieces.masked_fill(masked, MASK)
    return Batch(own.numbers, texts, pieces, own.owner, own.spans, own.features, own.begins)


def taught_teacher(teacher: Teacher, sentences: Sequence[Numbered]) -> None:
    """Teach the classes of annotated spans."""
    torch.manual_seed(0)
    order = random.Random(0)
    of_e5 = [one for one in teacher.e5.parameters() if one.requires_grad]
    others = [one for name, one in teacher.named_parameters() if not name.startswith("e5.")]
    groups = [{"params": of_e5, "lr": RATE_OF_E5}, {"params": others, "lr": RATE}]
    learner = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    rounds = [shuffled(sentences, CHARACTERS, order) for _ in range(ROUNDS)]
    steps = sum(map(len, rounds))
    pace = torch.optim.lr_scheduler.OneCycleLR(learner, [RATE_OF_E5, RATE], total_steps=steps, pct_start=0.1)
    teacher.train()
    for number, together in enumerate(rounds):
        begin, total = time.monotonic(), 0.0
        for numbers in together:
            scores = teacher(forgetful(batch(sentences, numbers)))
            classes, weights = (
                torch.cat([getattr(sentences[n], name) for n in numbers]) for name in ("classes", "weights")
            )
            loss = (functional.cross_entropy(scores, classes, reduction="none") * weights).mean()
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            learner.step()
            pace.step()
            total += loss.item()
        took = time.monotonic() - begin
        print(
            f"teacher, round {number + 1} of {ROUNDS}: {total / len(together):.4f}, {took:.0f} s", flush=True
        )


def said_by(teacher: Teacher, sentences: Sequence[Numbered]) -> list[Tensor]:
    """How likely each span of each sentence is of which class, as the teacher sees it."""
    teacher.eval()
    found: list[Tensor] = [torch.empty(0)] * len(sentences)
    with torch.no_grad():
        for numbers in shuffled(sentences, 3 * CHARACTERS, random.Random(0)):
            shares = teacher(batch(sentences, numbers)).softmax(-1).half()
            for number, own in zip(
                numbers, shares.split([len(sentences[n].spans) for n in numbers]), strict=True
            ):
                found[number] = own
    return found
