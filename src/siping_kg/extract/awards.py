"""A sentence in; the honours it says were won or are striven for out, each with those who won them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from siping_kg.extract.award_patterns import pattern
from siping_kg.extract.naming import bare, ends_like, is_generic, kind_by_ending
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.model import Mention

__all__ = ["Award", "awards"]

_WAYS = (("winning", "winning", False), ("any striving", "striving", True))
"""What most sentences lack that a pattern is not found in; the pattern; whether it tells of what is striven for."""
_FOR = (
    ("Company", "titles of firms"),
    ("Place", "titles of places"),
    ("Organization", "titles of bodies"),
    ("Facility", "titles of facilities"),
    ("Product", "titles of products"),
)
_UNNAMED = frozenset({"Facility", "Zone", "Organization", "Company"})


@dataclass(frozen=True, slots=True)
class Award:
    """Honours with the spans of those who won (or seek) them; no winners: the report's own place.

    ``named`` are winners that only the award makes known as names (金士百 of 金士百…获批“绿色工厂”).
    """

    honours: tuple[Mention, ...]
    winners: tuple[Span, ...]
    sought: bool
    pairwise: bool
    named: tuple[Mention, ...] = ()


def _core(sentence: Sentence, start: int, end: int) -> Span:
    """Cut what surrounds a title: 全省唯一, 第二批, counts before; 称号, 名单, 验收, counts after."""
    while end > start and sentence.mask[end - 1] in "，、的":
        end -= 1
    text = sentence.text[start:end]
    if strives := pattern("another strives").match(text):
        start += strives.end()
        text = sentence.text[start:end]
    if (lead := pattern("before a title").match(text)) and lead.end() < len(text) - 3:
        start += lead.end()
    for ending in ("rank", "after a title"):
        tail = pattern(ending).search(sentence.text, start, end)
        if tail and tail.start() - start >= 3:
            end = tail.start()
    count = pattern("count").search(sentence.text, start, end)
    return (start, count.start()) if count and count.start() - start >= 3 else (start, end)


def _honour(sentence: Sentence, span: Span, *, sure: bool = False, titled: bool = False) -> Mention | None:
    """A span as a title. After a verb that only titles follow (``sure``), a level in front is enough.

    ``titled``: the verb (获评) or what follows (称号) says that it is a title, whatever it looks like.
    """
    start, end = _core(sentence, *span)
    name = sentence.text[start:end]
    plain = bare(name)
    if not 4 <= len(plain) <= 34 or is_generic(name) or not pattern("words").search(plain):
        return None
    if pattern("no title").search(plain) or pattern("rank").search(plain):
        return None
    if pattern("rank").search(sentence.text, end, span[1]) and not ends_like(name, "Honour"):
        return None  # 跻身全省县域经济考核前10强 says where it ranks
    quoted = name.startswith("“") and name.endswith("”") and name.count("“") == 1
    levelled = pattern("level in front").match(plain) and (sure or kind_by_ending(name))
    plainly = titled and len(plain) <= 18 and not pattern("no plain title").search(name)
    if quoted or levelled or plainly or ends_like(name, "Honour"):
        return Mention(sentence.index, start, end, "Honour", name, "award")
    return None


def _of_many(sentence: Sentence, honour: Mention) -> bool:
    """入选省级乡村旅游示范村9个, 创建一批省级示范村: titles of some that are not named, not of the place itself."""
    before, after = sentence.text[: honour.start], sentence.text[honour.end :]
    return bool(pattern("count after").match(after) or pattern("many before").search(before))


def _titles(sentence: Sentence, items: Iterable[Span]) -> list[Span]:
    """Join what 和 stands inside of: 全国居家和社区养老服务改革试点城市 is one title, for 全国居家 is none."""
    spans: list[Span] = []
    for start, end in items:
        joint = pattern("joint").fullmatch(sentence.text, spans[-1][1], start) if spans else None
        if joint:
            before, after = sentence.text[slice(*spans[-1])], sentence.text[joint.end(1) : end]
            apart = before.endswith("”") or after.startswith("“") or pattern("level in front").match(after)
            if pattern("level in front").match(before) and not apart and not ends_like(before, "Honour"):
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return spans


def _untrimmed(sentence: Sentence, start: int, items: Iterable[Span]) -> Iterable[Span]:
    """Items from where they begin when that is a level (全省突出贡献单位), or 对 right after the verb (列入对台贸易试点)."""
    at = start
    for a, b in items:
        cut = sentence.text[at:a].lstrip("、和及与以")
        own = cut == "对" or (pattern("level in front").match(cut) and sentence.text[a - 1 : a] not in "的批")
        yield (a - len(cut), b) if own else (a, b)
        at = b


def _objects(sentence: Sentence, start: int, end: int, *, verb: str) -> list[Mention]:
    """The honours after the verb. 国家级、省级“绿色工厂” is two: a level alone borrows the head after it."""
    tail = pattern("after a title").search(sentence.text, start, end)
    confirmed = verb.endswith("通过") and tail is not None
    titled = bool(pattern("verbs of titles").search(verb)) or (
        tail is not None and "称号" in tail[0] and not confirmed
    )
    sure = bool(pattern("sure winning").match(verb)) or confirmed
    if verb.endswith("通过") and not pattern("review").search(sentence.mask, start, end):
        return []  # 通过“三改四化”等工作 says by what means
    spans = _titles(sentence, _untrimmed(sentence, start, sentence.items(start, end)))
    found: list[Mention] = []
    for number, (a, b) in enumerate(spans):
        text = sentence.text[a:b]
        if pattern("level alone").fullmatch(text) and number + 1 < len(spans):
            c, d = spans[number + 1]
            rest = pattern("level in front").sub("", sentence.text[slice(*_core(sentence, c, d))])
            found.append(Mention(sentence.index, a, b, "Honour", text + rest, "award"))
        elif honour := _honour(
            sentence, (a, b), sure=sure, titled=titled or _goes_on(sentence, found, (a, b))
        ):
            found.append(honour)
    return found


def _goes_on(sentence: Sentence, found: list[Mention], span: Span) -> bool:
    """全国学前教育普及普惠县、|义务教育优质均衡发展县: the level of a title before it is that of one that ends alike."""
    before = bare(found[-1].name) if found else ""
    alike = pattern("alike at its end").search(sentence.text, *_core(sentence, *span))
    return bool(alike and pattern("level in front").match(before) and before.endswith(alike[0]))


def _winners(sentence: Sentence, start: int, end: int) -> list[Span]:
    text = sentence.text[start:end]
    if "等" in text and not text.rstrip().endswith("等"):
        end = start + text.index("等")
    else:
        counted = pattern("count of winners").search(text)
        end = start + counted.start() if counted else end
    adverb = pattern("after winners").search(sentence.text, start, end)
    end = adverb.start() if adverb else end
    if pattern("own place").fullmatch(sentence.text[start:end]):
        return []
    if core := pattern("with whom at its core").match(sentence.text, start, end):
        start = core.end()
    items = ((start, b) if sentence.text[start:a] == "和" else (a, b) for a, b in sentence.items(start, end))
    spans = [
        span for span in items if span[1] - span[0] >= 2
    ]  # 和 begins 和元生物, after nothing it could join
    return [s for s in spans if not is_generic(sentence.text[slice(*s)]) and s[1] - s[0] <= 26]


def _of_unnamed(sentence: Sentence, start: int, end: int) -> bool:
    """技师学院被认定为, 5个湿地公园通过: the title is some thing's that has no name of its own, and not the city's."""
    adverb = pattern("after winners").search(sentence.text, start, end)
    text = sentence.text[start : adverb.start() if adverb else end].removesuffix("等")
    return kind_by_ending(text) in _UNNAMED or text.isdecimal()


def _named(sentence: Sentence, winners: list[Span], honours: list[Mention]) -> tuple[Mention, ...]:
    """Winners as names: typed by their ending, else by what the honour is for, else as the others of their list."""
    known = {(k.start, k.end) for k in sentence.known}
    spans = [s for s in winners if s not in known]
    kinds = [kind_by_ending(sentence.text[slice(*span)]) for span in spans]
    shared = next((kind for kind in kinds if kind), None) or next(
        (kind for kind, titles in _FOR for h in honours if pattern(titles).search(bare(h.name))), None
    )
    found = []
    for (start, end), kind in zip(spans, kinds, strict=True):
        place = next(
            (k for k in sentence.known if k.start == start and k.kind == "Place" and k.end < end), None
        )
        own = kind or shared
        begin = place.end if place and own == "Place" else start
        if own and 2 <= end - begin <= 20 and not is_generic(sentence.text[begin:end], own):
            found.append(Mention(sentence.index, begin, end, own, sentence.text[begin:end], "winner"))
    return tuple(found)


def awards(sentence: Sentence) -> list[Award]:
    """Find who won or seeks which honour, clause by clause."""
    found = []
    verbs = [(pattern(way), sought) for sign, way, sought in _WAYS if pattern(sign).search(sentence.mask)]
    result = pattern("any result").search(sentence.mask)
    for start, end in sentence.clauses if verbs or result else ():
        for way, sought in verbs:
            verb = way.search(sentence.mask, start, end)
            if verb is None:
                continue
            honours = _objects(sentence, verb.end(), end, verb=verb[0])
            if not honours or pattern("only counted winners").match(sentence.mask, start, verb.start()):
                continue
            winners = _winners(sentence, start, verb.start())
            if not winners and _of_unnamed(sentence, start, verb.start()):
                break
            honours = [h for h in honours if winners or not _of_many(sentence, h)]
            aligned = len(winners) == len(honours) > 1 and "分别" in sentence.mask[start : verb.start()]
            named = _named(sentence, winners, honours)
            found.append(Award(tuple(honours), tuple(winners), sought, aligned, named))
            break
        else:
            found.extend(_by_result(sentence, start, end))
    return found


def _is_title(name: str) -> bool:
    """A quoted word or a zone that passes a review is no title, but for what ends as titles do."""
    return ends_like(name, "Honour") and not ends_like(name, "Zone")


def _by_result(sentence: Sentence, start: int, end: int) -> list[Award]:
    """国家卫生城市复审高分通过: the honour stands first, and what became of it after."""
    result = pattern("result").search(sentence.mask, start, end)
    if result is None or result.start() == start:
        return []
    honours = [h for span in sentence.items(start, result.start()) if (h := _honour(sentence, span))]
    honours = [h for h in honours if pattern("level inside").search(h.name) or _is_title(h.name)]
    if result[0].endswith(("获批", "落户")):  # a zone that was approved, or settles, is a zone
        honours = [h for h in honours if not ends_like(h.name, "Zone")]
    return [Award(tuple(honours), (), False, False)] if honours else []
