"""A sentence in; the honours it says were won or are striven for out, each with those who won them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from siping_kg.extract.naming import bare, is_generic, kind_by_ending
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.model import Mention

__all__ = ["Award", "awards"]

_WON = re.compile(
    r"(?:成功)?(?:获评为?|获批为?|获授|荣获|荣膺|喜获|摘得|捧得|斩获|入选|入围|上榜|跻身|晋级为?|创成|成功创建为?|成功创成|获得|获|成为|蝉联"
    r"|被(?:评为|授予|认定为|确定为|命名为|列为|列入|纳入|评选为)|(?:认定|评|命名|列)为|树为|通过)"
)
_SOUGHT = re.compile(r"(?:争创|申创|申报|创建|争取|力争创成|全力创建|积极创建|争当)(?!.{0,6}办)")
_RESULT = re.compile(
    r"(?:复审|创建|考核|评估|验收|复核|命名|评选|创建工作)*"
    r"(?:高分|顺利|成功|圆满)*(?:通过(?:国家|省级)?(?:验收|评估|复审|复核|考核)?|获批|实现蝉联|蝉联|创建成功|落户)"
)
_TAIL = re.compile(
    r"(?:等)?(?:荣誉称号|称号|荣誉|殊荣|名单|行列|督导评估|国家验收|省级验收|验收|评估|考核|创建工作|创建|典型|奖项)+$"
)
_LEVEL = re.compile(r"(国家级|省级|市级|国家|全国|全省|省|部级|世界级|国际)$")
_LEVELLED = re.compile(r"^(国家级|省级|市级|国家|全国|全省|省部级|世界|首批|全球|中国|省)")
_SUBJECT_END = re.compile(
    r"(?:均|都|先后|分别|相继|再次|首次|成功|连续\w{1,4}|一举|正式|共|也|还|再|荣誉|双双|同时|已|又|率先|工作|案例|项目|顺利|高分|再度)+$"
)
_EXTRA = re.compile(r"(?:全省|全国|全市|省内|国内)?(?:唯一|首个|首批|首家)?(?:的)?$")
_COUNT = re.compile(
    r"\d+(?:个|项|家|名|件|枚|部|所|户|条|人|次|支)$|^\d+(?:个|项|家|名|件|枚|部|所|户|条|人|次|支)"
)


@dataclass(frozen=True, slots=True)
class Award:
    """Honours with the spans of those who won (or seek) them; no winners: the report's own place."""

    honours: tuple[Mention, ...]
    winners: tuple[Span, ...]
    sought: bool
    pairwise: bool


def _honour(sentence: Sentence, span: Span, level: str = "") -> Mention | None:
    start, end = span
    while end > start and sentence.mask[end - 1] in "，、的":
        end -= 1
    tail = _TAIL.search(sentence.text, start, end)
    if tail and tail.start() - start >= 3:
        end = tail.start()
    count = _COUNT.search(sentence.text[start:end])
    if count:
        start, end = (start, start + count.start()) if count.start() else (start + count.end(), end)
    name = sentence.text[start:end]
    plain = bare(name)
    if not 4 <= len(plain) <= 34 or is_generic(name):
        return None
    quoted = name.startswith("“") and name.endswith("”") and name.count("“") == 1
    kind = kind_by_ending(name)
    if not (quoted or kind in ("Honour", "Zone") or (_LEVELLED.match(plain) and kind is not None)):
        return None
    if kind in ("Company", "Industry", "Policy", "Facility") and not (quoted or _LEVELLED.match(plain)):
        return None
    return Mention(sentence.index, start, end, "Honour", level + name, "award")


def _objects(sentence: Sentence, start: int, end: int) -> list[Mention]:
    """The honours after the verb. 国家级、省级“绿色工厂” is two: a level alone borrows the head after it."""
    spans = sentence.items(start, end)
    found: list[Mention] = []
    for number, (a, b) in enumerate(spans):
        text = sentence.text[a:b]
        if _LEVEL.fullmatch(text) and number + 1 < len(spans):
            c, d = spans[number + 1]
            rest = _LEVELLED.sub("", sentence.text[c:d])
            found.append(Mention(sentence.index, a, b, "Honour", text + rest, "award"))
        elif honour := _honour(sentence, (a, b)):
            found.append(honour)
    return found


def _winners(sentence: Sentence, start: int, end: int) -> list[Span]:
    text = sentence.text[start:end]
    if "等" in text and not text.rstrip().endswith("等"):
        end = start + text.index("等")
    else:
        counted = re.search(r"\d+(?:个|家|户|所|条|处|名|人|座)\w{0,6}$", text)
        end = start + counted.start() if counted else end
    adverb = _SUBJECT_END.search(sentence.text, start, end)
    end = adverb.start() if adverb else end
    spans = [span for span in sentence.items(start, end) if span[1] - span[0] >= 2]
    return [s for s in spans if not is_generic(sentence.text[slice(*s)]) and s[1] - s[0] <= 26]


def awards(sentence: Sentence) -> list[Award]:
    """Find who won or seeks which honour, clause by clause."""
    found = []
    for start, end in sentence.clauses:
        for pattern, sought in ((_WON, False), (_SOUGHT, True)):
            verb = pattern.search(sentence.mask, start, end)
            if verb is None:
                continue
            honours = _objects(sentence, verb.end(), end)
            if not honours:
                continue
            winners = _winners(sentence, start, verb.start())
            aligned = len(winners) == len(honours) > 1 and "分别" in sentence.mask[start : verb.start()]
            found.append(Award(tuple(honours), tuple(winners), sought, aligned))
            break
        else:
            found.extend(_by_result(sentence, start, end))
    return found


def _by_result(sentence: Sentence, start: int, end: int) -> list[Award]:
    """国家卫生城市复审高分通过: the honour stands first, and what became of it after."""
    result = _RESULT.search(sentence.mask, start, end)
    if result is None or result.start() == start:
        return []
    honours = [h for span in sentence.items(start, result.start()) if (h := _honour(sentence, span))]
    return [Award(tuple(honours), (), False, False)] if honours else []
