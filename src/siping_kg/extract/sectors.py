"""A sentence in; the items of a list that ends in an industry (船舶、汽零和新能源产业) out, each an industry."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation, class_lexicon
from siping_kg.extract.naming import is_generic
from siping_kg.extract.sentence import MASK, Sentence
from siping_kg.model import Mention

__all__ = ["listed_sectors"]

_ITEM = re.compile(r"[一-龥A-Za-z0-9]{2,7}")


@functools.cache
def _last() -> re.Pattern[str]:
    heads = class_lexicon("Industry")
    return re.compile(rf"(?:[{MASK}]{{3,8}})?(?:{alternation((*heads.suffixes, *heads.heads))})")


def listed_sectors(sentence: Sentence) -> list[Mention]:
    """Find what a list says that is closed by one word for industry, without 等."""
    found = []
    for match in _last().finditer(sentence.mask) if "、" in sentence.mask else ():
        start, _ = sentence.clause_at(match.start())
        if "、" not in sentence.mask[start : match.start()] or sentence.mask[match.start() - 1] == "等":
            continue
        spans = sentence.items(start, match.start())
        first = max([b for b in sentence.bounds if spans[0][0] <= b < spans[0][1]], default=spans[0][0])
        spans = ((sentence.trim(first, spans[0][1]), spans[0][1]), *spans[1:])
        names = [sentence.text[a:b] for a, b in spans]
        if len(spans) < 3 or not all(_ITEM.fullmatch(name) and not is_generic(name) for name in names):
            continue
        for (a, b), name in zip(spans, names, strict=True):
            found.append(Mention(sentence.index, a, b, "Industry", name, "listed-sector"))
    return found
