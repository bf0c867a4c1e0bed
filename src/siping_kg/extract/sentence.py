"""A passage and the known names in it in; where names may begin and end out."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass

from siping_kg.extract.lexicon import alternation, verbs
from siping_kg.model import Passage

__all__ = ["MASK", "Known", "Sentence", "Span", "lead_match", "parse_sentence"]

Span = tuple[int, int]

MASK = "〇"
_SHORTEST_ITEM = 2  # 和 after one character is part of a word
_NESTED = re.compile(
    r"“[^“”]*(?:“[^“”]*”[^“”]*)*”|《[^《》]*(?:《[^《》]*》[^《》]*)*》|（[^（）]*）|\([^()]*\)"
)
_NESTS = re.compile("[”》）)]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?]|——")
_ITEM = re.compile(
    r"、|以及|(?<!饱|温|共|调|缓|平|中|祥|谐|总)和(?!谐|平|美|睦|解|气)|及(?!时|其|格)|与(?!会)"
)
_SIDE_BY_SIDE = re.compile("”“")
_WITH = r"(?<![可所予加得给])以(?![上下内来及外后前旧人])"
_COMPOUND = "(?![业者性率型馆费员站商圈链局院厅额款])(?!区(?!域|位))(?!力(?!争|度|推|促))(?!权(?!益))(?!(?<=经)[济营开纬贸])"
_MEASURE = (
    r"(?:第?[\d.]+|[一二两三四五六七八九十百千]+)(?:余|多)?(?:万|亿)?(?:余|多)?"
    r"(?:个|家|户|条|座|处|所|项|类|种|名|位|批|大|件|场|次|亩|公里|公顷|平方米|平方公里|立方米|千瓦|吨|套|张|辆|台|只|头|支|块|部|元)"
    r"(?:以上|左右)?的?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the gazetteer or a lexicon knows, where it stands in a passage."""

    start: int
    end: int
    kind: str
    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage prepared for the recognisers.

    ``mask`` is the text with every quotation and parenthesis filled with 〇, so that separators inside them
    are not seen; ``bounds`` are the positions just after which a name may begin; ``clauses`` are spans.
    """

    index: int
    passage: Passage
    text: str
    mask: str
    known: tuple[Known, ...]
    bounds: tuple[int, ...]
    clauses: tuple[Span, ...]

    def clause_at(self, position: int) -> Span:
        """Give the clause that a position stands in."""
        return self.clauses[bisect_right([start for start, _ in self.clauses], position) - 1]

    def known_over(self, position: int) -> Known | None:
        """Give the known name that covers a position, if any."""
        for known in self.known:
            if known.start <= position < known.end:
                return known
        return None

    def start_of_name(self, position: int) -> int:
        """Where the name that stands at a position begins: after the last bound, lead words stripped."""
        at = bisect_right(self.bounds, position) - 1
        return self.trim(self.bounds[at] if at >= 0 else 0, position)

    def trim(self, start: int, end: int) -> int:
        """Move a start to the right past lead words and counts, but never into a known name or past the end."""
        while start < end:
            after = lead_match(self.mask, start, end)
            if after is None or after >= end or self.known_over(start):
                break
            start = after
        return start

    def items(self, start: int, end: int) -> tuple[Span, ...]:
        """Split a span at 、和 及 与 that stand outside quotations and known names; starts trimmed."""
        cuts, at = [], start
        for found in _ITEM.finditer(self.mask, start, end):
            if found.start() > at + (found[0] in "和及与") and not self.known_over(found.start()):
                cuts.append((at, found.start()))
                at = found.end()
        cuts.append((at, end))
        cuts = [part for a, b in cuts for part in _side_by_side(self.text, a, b)]
        return tuple((self.trim(a, b), b) for a, b in cuts if b > a)


def _side_by_side(text: str, start: int, end: int) -> list[Span]:
    """“甲”“乙” are two, though nothing stands between them."""
    cuts = [found.start() + 1 for found in _SIDE_BY_SIDE.finditer(text, start, end)]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


@functools.cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(verbs().lead)}){_COMPOUND}")


@functools.cache
def _count() -> re.Pattern[str]:
    return re.compile(_MEASURE)


@functools.lru_cache(maxsize=1 << 14)
def _begins_lead(character: str) -> bool:
    """Whether a lead word or a count may begin with a character: few do."""
    return (
        character in _first_of_leads()
        or character in "第.一二两三四五六七八九十百千"
        or character.isdecimal()
    )


@functools.cache
def _first_of_leads() -> frozenset[str]:
    return frozenset(word[0] for word in verbs().lead)


@functools.cache
def _bound() -> re.Pattern[str]:
    words = alternation(verbs().strong) + "|" + alternation(verbs().glue)
    begins = "".join(sorted({word[0] for word in (*verbs().strong, *verbs().glue)}))
    # The first look is only for speed: most characters begin nothing of this.
    return re.compile(
        rf"(?=[，。；：！？、,;:!?①-⑳—以和及与{re.escape(begins)}])"
        rf"(?:[，。；：！？、,;:!?①-⑳]|——|以及|(?:{words}){_COMPOUND}|{_WITH}|{_ITEM.pattern})"
    )


def lead_match(text: str, start: int, end: int | None = None) -> int | None:
    """Where the lead word or count that stands at a position ends; None when there is none."""
    limit = len(text) if end is None else end
    if start < limit and not _begins_lead(text[start]):
        return None  # as nearly everywhere
    found = _lead().match(text, start, limit) or _count().match(text, start, limit)
    return found.end() if found and found.end() > start else None


def _masked(text: str) -> str:
    if not _NESTS.search(text):
        return text
    return _NESTED.sub(lambda found: MASK * len(found[0]), text)


def parse_sentence(index: int, passage: Passage, known: tuple[Known, ...]) -> Sentence:
    """Prepare a passage: mask its quotations, find its clauses and the places where names may begin."""
    mask = _masked(passage.text)
    clauses, at = [], 0
    for found in _CLAUSE.finditer(mask):
        clauses.append((at, found.start()))
        at = found.end()
    clauses.append((at, len(mask)))
    covered = {position for name in known for position in range(name.start, name.end)}
    ends = [0]
    for found in _bound().finditer(mask):
        joins = found[0] in ("和", "及", "与")
        if found.start() not in covered and not (joins and found.start() - ends[-1] < _SHORTEST_ITEM):
            ends.append(found.end())
    ends += [found.start() + 1 for found in _SIDE_BY_SIDE.finditer(passage.text)]
    return Sentence(
        index=index,
        passage=passage,
        text=passage.text,
        mask=mask,
        known=known,
        bounds=tuple(sorted(set(ends))),
        clauses=tuple(clauses),
    )
