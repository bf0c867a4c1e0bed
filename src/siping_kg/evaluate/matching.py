"""Found things and the gold items that each may be in; who is whose, and how good that is, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Score", "match", "normal"]

Found = TypeVar("Found", bound=Hashable)
_IGNORED = re.compile(r"""[\s"'“”‘’「」『』《》〈〉]""")


def normal(text: str) -> str:
    """The form in which names are compared: NFKC, lower case, without white space and quotation marks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


@dataclass(frozen=True, slots=True)
class Score:
    """Counts and what follows from them. Optional gold found is neither right nor wrong."""

    right: int
    wrong: int
    must: int
    optional: int = 0

    @property
    def precision(self) -> float:
        """Right of all that counts as found; 0 when nothing is."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Right of all that must be found; 1 when nothing must."""
        return self.right / self.must if self.must else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def match(options: Mapping[Found, Sequence[int]]) -> dict[int, Found]:
    """The largest one-to-one matching: gold item to what was found for it.

    ``options`` gives what was found, most deserving first, and the gold items that each may be, best first.
    One after the other takes the best item it can get, where those before may have to take another one;
    whoever has an item keeps having one. The order therefore decides which of several largest matchings.
    """
    taken: dict[int, Found] = {}
    for first in options:
        # Depth-first search for a free item, as a stack of (who asks, what it can still try).
        seen: set[int] = set()
        path = [(first, iter(options[first]))]
        wanted: list[int] = []
        while path:
            item = next((item for item in path[-1][1] if item not in seen), None)
            if item is None:
                path.pop()
                if wanted:
                    wanted.pop()
                continue
            seen.add(item)
            wanted.append(item)
            if item not in taken:
                for (found, _), gained in zip(path, wanted, strict=True):
                    taken[gained] = found
                break
            path.append((taken[item], iter(options[taken[item]])))
    return taken
