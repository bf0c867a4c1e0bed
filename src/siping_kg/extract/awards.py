"""A sentence in; the honours it says were won or are striven for out, each with those who won them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from siping_kg.extract.naming import bare, ends_like, is_generic, kind_by_ending
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.model import Mention

__all__ = ["Award", "awards"]

_WON = re.compile(
    r"(?:成功)?(?:获评为?|获批为?|获授|荣获|荣膺|喜获|摘得|捧得|斩获|入选|入围|上榜|跻身|晋级为?|创成|成功创建为?|成功创成|获得|获|成为|蝉联"
    r"|名列|位列|荣登|列入|当选为?|被[^，。；被]{0,12}?(?:评为|评定为|授予|认定为|确定为|命名为|列为|列入|纳入|评选为|批建为|誉为)"
    r"|(?:认定|评|评定|命名|列|批建)为|晋升为?|升格为|升级为|成功创评|夺得|争得|树为|通过)"
)
_SURE = re.compile(
    r"(?:成功(?!创))?(?:获评|荣获|荣膺|入选|入围|上榜|被|跻身|喜获|获授|捧得|摘得|夺得|争得|晋升|升格为|升级为|成功创[建成评]|认定为|评定?为|批建为|当选|荣登|名列|位列)"
)
_SOUGHT = re.compile(
    r"(?:争创|申创|申报(?:创建)?|创建|争取创建|力争创成|全力创建|积极创建|争当)(?![市县区][、，和的]|.{0,6}办)"
)
# A word that all of the pattern before have: most sentences have none. So for the pattern after.
_SEEKS = re.compile("争创|申创|申报|创建|争当")
_RESULTS = re.compile("通过|获批|蝉联|创建成功|落户")
_RESULT = re.compile(
    r"(?:复审|创建|考核|评估|验收|复核|命名|评选|创建工作)*"
    r"(?:高分|顺利|成功|圆满)*(?:通过(?:国家|省级)?(?:验收|评估|复审|复核|考核)?|获批|实现蝉联|蝉联|创建成功|落户)"
)
_TAIL = re.compile(
    r"(?:实现“?[一二三四五六七八九十]+连冠”?)?(?:等)?(?:荣誉称号|称号|荣誉|殊荣|名单|榜单|行列|督导评估|国家验收|省级验收|验收|评估|考核|创建工作|创建|典型|奖项)+$"
)
_REVIEWED = re.compile(
    "验收|复审|复核|评估|考核|评审|认定|认证|暗访|命名|督导|审核|复查|检查|复评|测评|评定|技术评估"
)
_FOR = (
    (
        "Company",
        re.compile(
            r"工厂$|企业$|小巨人|单项冠军|独角兽|瞪羚|总部$|供应商$|(?:企业|工业|行业|建筑业|制造业|民营)\w{0,4}百强$"
        ),
    ),
    ("Place", re.compile(r"社区$|名村$|村落$|强镇$|示范村$|文明村镇$|名镇$|小镇$")),
    ("Organization", re.compile(r"学校$|医院$|校园$|先进集体$|先进单位$")),
    ("Facility", re.compile(r"步行街$|街区$|公路$|家园$|公园$|景区$|旅游区$|博物馆$|民宿$")),
    ("Product", re.compile(r"品牌奖?$|地理标志|名牌|农产品")),
)
_HOME = re.compile(r"(?:我|全|本)[省市州盟县区旗](?:域)?|城市")
_LEVEL = re.compile(r"(国家级|省级|市级|国家|全国|全省|省|部级|世界级|国际)$")
_TITLED = re.compile(r"(?:获评为?|荣获|荣膺|获授|被[^，]{0,12}?(?:评为|授予|命名为|认定为)|认定为|评为)$")
_RANK = re.compile(
    r"(?:第(?:[\d一二三四五六七八九十]+(?:名|位)?)?|前[\d一二三四五六七八九十]+(?:名|位|强)?|首位|榜首)$"
)
_NO_TITLE = re.compile(
    r"^(?:全国|全省|国家|省级|国内|中国|世界|全球)*(?:首批|第[一二三四五六七八九十]+批|首个|首家|唯一|前列|前茅|第一|领先|优秀|典型|肯定|表彰|好评|批准|同意|验收|考核)?$|平台$|政策|资金|支持$|项目$|规划$|计划$|工程$|等次$|成效$"
)
_LEVELLED = re.compile(r"^(国家级|省级|市级|国家|全国|全省|省部级|世界|首批|全球|中国|省|[1-5]A级?(?!并))")
_SUBJECT_END = re.compile(
    r"(?:均|都|先后|分别|相继|再次|首次|成功|连续\w{0,4}|第[\d一二三四五六七八九十]+次|连续第?[\d一二三四五六七八九十]+[次届年]|全国唯一|全省唯一|全省首个|全国首个|唯一|一举|正式|共|也|还|再|荣誉|双双|同时|已|又|率先|工作|案例|项目|顺利|高分|再度)+$"
)
_LEAD = re.compile(
    r"(?:(?:全省|全国|全市|省内|国内|东北|西部|长三角)?(?:唯一|首个|首家)(?:的)?)?(?:(?:建设|创建|第[一二三四五六七八九十\d]+批|新一批|一批|\d+个)+)?"
)
_TITLE_LIKE = re.compile(r"[一-龥]{3}")
_COUNTED_WINNERS = re.compile(
    r"(?:新增|全市|全省|全县|全州|我市|共有|共|有|累计|其中|另有)*(?:[\d一二三四五六七八九十]+|多)(?:余|多)?"
    r"(?:个|家|户|项|名|位|人|件|条|所|处|村)[一-龥]{0,8}$"
)
_COUNT = re.compile(
    r"\d+(?:个|项|家|名|件|枚|部|所|户|条|人|次|支)$|^\d+(?:个|项|家|名|件|枚|部|所|户|条|人|次|支)"
)


_JOINT = re.compile(r"(和|及|与|以及)[一-龥]{0,6}")
"""What stands between the halves of one title; the second may have lost its head: 生态保护|与建设|示范区."""
_COUNT_AFTER = re.compile(r"”?(?:企业|项目)?\d+(?:余|多)?(?:个|项|家|名|件|枚|部|所|户|条|处|人)")
_MANY_BEFORE = re.compile(r"(?:一批|\d+(?:余|多)?(?:个|项|家|名|件|所|户|条|处))(?:以上)?“?$")


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
    if (lead := _LEAD.match(text)) and lead.end() < len(text) - 3:
        start += lead.end()
    for pattern in (_RANK, _TAIL):
        tail = pattern.search(sentence.text, start, end)
        if tail and tail.start() - start >= 3:
            end = tail.start()
    count = _COUNT.search(sentence.text, start, end)
    return (start, count.start()) if count and count.start() - start >= 3 else (start, end)


def _honour(sentence: Sentence, span: Span, *, sure: bool = False, titled: bool = False) -> Mention | None:
    """A span as a title. After a verb that only titles follow (``sure``), a level in front is enough.

    ``titled``: the verb (获评) or what follows (称号) says that it is a title, whatever it looks like.
    """
    start, end = _core(sentence, *span)
    name = sentence.text[start:end]
    plain = bare(name)
    if not 4 <= len(plain) <= 34 or is_generic(name) or not _TITLE_LIKE.search(plain):
        return None
    if _NO_TITLE.search(plain) or _RANK.search(plain):
        return None
    quoted = name.startswith("“") and name.endswith("”") and name.count("“") == 1
    levelled = _LEVELLED.match(plain) and (sure or kind_by_ending(name))
    plainly = titled and len(plain) <= 18 and not re.search(r"[\d，。；：的了是]", name)
    if quoted or levelled or plainly or ends_like(name, "Honour"):
        return Mention(sentence.index, start, end, "Honour", name, "award")
    return None


def _of_many(sentence: Sentence, honour: Mention) -> bool:
    """入选省级乡村旅游示范村9个, 创建一批省级示范村: titles of some that are not named, not of the place itself."""
    before, after = sentence.text[: honour.start], sentence.text[honour.end :]
    return bool(_COUNT_AFTER.match(after) or _MANY_BEFORE.search(before))


def _titles(sentence: Sentence, items: Iterable[Span]) -> list[Span]:
    """Join what 和 stands inside of: 全国居家和社区养老服务改革试点城市 is one title, for 全国居家 is none."""
    spans: list[Span] = []
    for start, end in items:
        joint = _JOINT.fullmatch(sentence.text, spans[-1][1], start) if spans else None
        if joint:
            before, after = sentence.text[slice(*spans[-1])], sentence.text[joint.end(1) : end]
            apart = before.endswith("”") or after.startswith("“") or _LEVELLED.match(after)
            if _LEVELLED.match(before) and not apart and not ends_like(before, "Honour"):
                spans[-1] = (spans[-1][0], end)
                continue
        spans.append((start, end))
    return spans


def _untrimmed(sentence: Sentence, start: int, items: Iterable[Span]) -> Iterable[Span]:
    """Items from where they begin when that is a level (全省突出贡献单位), or 对 right after the verb (列入对台贸易试点)."""
    at = start
    for a, b in items:
        cut = sentence.text[at:a].lstrip("、和及与以")
        own = cut == "对" or (_LEVELLED.match(cut) and sentence.text[a - 1 : a] not in "的批")
        yield (a - len(cut), b) if own else (a, b)
        at = b


def _objects(sentence: Sentence, start: int, end: int, *, verb: str) -> list[Mention]:
    """The honours after the verb. 国家级、省级“绿色工厂” is two: a level alone borrows the head after it."""
    tail = _TAIL.search(sentence.text, start, end)
    confirmed = verb.endswith("通过") and tail is not None
    titled = bool(_TITLED.search(verb)) or (tail is not None and "称号" in tail[0] and not confirmed)
    sure = bool(_SURE.match(verb)) or confirmed
    if verb.endswith("通过") and not _REVIEWED.search(sentence.mask, start, end):
        return []  # 通过“三改四化”等工作 says by what means
    spans = _titles(sentence, _untrimmed(sentence, start, sentence.items(start, end)))
    found: list[Mention] = []
    for number, (a, b) in enumerate(spans):
        text = sentence.text[a:b]
        if _LEVEL.fullmatch(text) and number + 1 < len(spans):
            c, d = spans[number + 1]
            rest = _LEVELLED.sub("", sentence.text[slice(*_core(sentence, c, d))])
            found.append(Mention(sentence.index, a, b, "Honour", text + rest, "award"))
        elif honour := _honour(sentence, (a, b), sure=sure, titled=titled):
            found.append(honour)
    return found


def _winners(sentence: Sentence, start: int, end: int) -> list[Span]:
    text = sentence.text[start:end]
    if "等" in text and not text.rstrip().endswith("等"):
        end = start + text.index("等")
    else:
        counted = re.search(
            r"\d+(?:(?:个|家|户|所|条|处|名|人|座)\w{0,6}|市|县|区|镇|乡|村|县区|县市|市县)$", text
        )
        end = start + counted.start() if counted else end
    adverb = _SUBJECT_END.search(sentence.text, start, end)
    end = adverb.start() if adverb else end
    if _HOME.fullmatch(sentence.text[start:end]):
        return []
    items = ((start, b) if sentence.text[start:a] == "和" else (a, b) for a, b in sentence.items(start, end))
    spans = [
        span for span in items if span[1] - span[0] >= 2
    ]  # 和 begins 和元生物, after nothing it could join
    return [s for s in spans if not is_generic(sentence.text[slice(*s)]) and s[1] - s[0] <= 26]


def _named(sentence: Sentence, winners: list[Span], honours: list[Mention]) -> tuple[Mention, ...]:
    """Winners as names: typed by their ending, else by what the honour is for, else as the others of their list."""
    known = {(k.start, k.end) for k in sentence.known}
    spans = [s for s in winners if s not in known]
    kinds = [kind_by_ending(sentence.text[slice(*span)]) for span in spans]
    shared = next((kind for kind in kinds if kind), None) or next(
        (kind for kind, pattern in _FOR for h in honours if pattern.search(bare(h.name))), None
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
    ways = ((_WON, _WON, False), (_SEEKS, _SOUGHT, True))
    verbs = [(pattern, sought) for sign, pattern, sought in ways if sign.search(sentence.mask)]
    result = _RESULTS.search(sentence.mask)
    for start, end in sentence.clauses if verbs or result else ():
        for pattern, sought in verbs:
            verb = pattern.search(sentence.mask, start, end)
            if verb is None:
                continue
            honours = _objects(sentence, verb.end(), end, verb=verb[0])
            if not honours or _COUNTED_WINNERS.match(sentence.mask, start, verb.start()):
                continue
            winners = _winners(sentence, start, verb.start())
            honours = [h for h in honours if winners or not _of_many(sentence, h)]
            aligned = len(winners) == len(honours) > 1 and "分别" in sentence.mask[start : verb.start()]
            named = _named(sentence, winners, honours)
            found.append(Award(tuple(honours), tuple(winners), sought, aligned, named))
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
    if result[0].endswith(("获批", "落户")):  # a zone that was approved, or settles, is a zone
        honours = [h for h in honours if not ends_like(h.name, "Zone")]
    return [Award(tuple(honours), (), False, False)] if honours else []
