"""Awards and titles in; receivedHonour and seeksHonour out."""

from __future__ import annotations

from dataclasses import replace

from siping_kg.extract.naming import bare, phrase_counts, plain_form
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.patterns import pattern
from siping_kg.extract.sentence import Span
from siping_kg.model import Mention, Role

__all__ = ["read_honours"]

_WINNERS = frozenset(
    {
        "Place",
        "Zone",
        "Facility",
        "Company",
        "Organization",
        "Project",
        "Policy",
        "Industry",
        "Product",
        "Person",
        "Event",
    }
)
_SHORTEST = 6


def _winner(reading: Reading, span: Span) -> Mention | None:
    """The mention that fills the span best; a place is a winner only when the span is its name (蒙山县坝头村)."""
    inside = [m for m in reading.mentions if m.kind in _WINNERS and span[0] <= m.start and m.end <= span[1]]
    larger = {m.end for m in inside if m.kind == "Place" and m.start == span[0]}
    inside = [
        m
        for m in inside
        if m.kind != "Place"
        or (m.end - m.start) >= (span[1] - span[0]) - 1
        or (m.end == span[1] and m.start in larger)
    ]
    best = max(inside, key=lambda m: (m.end - m.start, -m.start), default=None)
    # 经开区（头屯河区）风电装备…: what stands after the bracket has won, or nothing that has a name.
    return (
        None
        if best and pattern("more after a bracket").match(reading.sentence.text, best.end, span[1])
        else best
    )


def _striver(reading: Reading, link: Link) -> Mention | None:
    """利通区创建甲、青铜峡市创建|乙: the place right before the verb of its own, after another's title."""
    verb = pattern("strives right before").search(reading.sentence.text, 0, link.object.start)
    if verb is None:
        return None
    places = (m for m in reading.mentions if m.kind == "Place" and m.end == verb.start())
    place = next((m for m in places if reading.in_territory(m)), None)
    between = place and reading.within((link.subject.end, place.start), "Honour")
    return place if between else None


def _granted(reading: Reading, links: list[Link]) -> list[Link]:
    """入选甲创建名单: 甲 is striven for. 获批森林公园、湿地公园10个: titles of some that are not named."""
    text, found = reading.sentence.text, []
    for link in links:
        link = replace(link, subject=_striver(reading, link) or link.subject)
        end = link.object.end
        own = link.subject == reading.home
        if pattern("not won").match(text, end) or (own and pattern("listed and counted").match(text, end)):
            continue
        if pattern("more than a title").search(bare(link.object.name)) or (
            pattern("raised").search(text, 0, link.object.start)
            and not pattern("level").search(link.object.name)
        ):
            continue
        inner = [p for p in reading.within((link.object.start, end), "Place") if p.start == link.object.start]
        if own and inner and inner[0].end < end and reading.in_territory(inner[0]):
            link = replace(link, subject=inner[0])  # 创建温泉县国家全域旅游示范区: the county's title
        if own and pattern("titles of members").search(bare(link.object.name)):
            continue
        if own and (
            _is_countys(reading, link.object)
            or (link.predicate == "seeksHonour" and _is_anothers(reading, link.object))
        ):
            continue
        if pattern("nominated").match(text, end):
            link = replace(link, predicate="seeksHonour")
        found.append(link)
    return found


def _is_countys(reading: Reading, honour: Mention) -> bool:
    """A city that tells of 国家学前教育普及普惠县 tells of its counties."""
    return bare(honour.name).endswith("县") and reading.gazetteer.division(reading.report.place).level in (
        "province",
        "prefecture",
    )


def _is_anothers(reading: Reading, honour: Mention) -> bool:
    """支持梨树县做强农业，创建甲: it is the county that strives, not the report's own place."""
    mask = reading.sentence.mask
    begin = mask.rfind("；", 0, honour.start) + 1
    places = reading.topmost((begin, honour.start), "Place", "Zone")
    return any(mask[: place.start].endswith(("支持", "指导", "鼓励", "推动")) for place in places)


def _subject(reading: Reading, honour: Mention) -> Mention | None:
    """红嘴高新区实施项目30个，被认定为甲: who a part of a sentence begins with is what 被 goes on about."""
    mask = reading.sentence.mask
    start, _ = reading.sentence.clause_at(honour.start)
    begin = mask.rfind("；", 0, start) + 1
    if start == begin or not pattern("goes on").match(mask, start):
        return None
    leads = reading.topmost((begin, start), "Zone", "Company", "Organization", "Facility")
    return next((m for m in leads if m.start == begin), None)


def _awarded(reading: Reading) -> list[Link]:
    """甲获评乙, as awards tell it. Without a subject it is the report's own place that won."""
    found: list[Link] = []
    standing = {m for m in reading.mentions if m.kind == "Honour"}
    for award in reading.awards:
        honours = [h for h in award.honours if h in standing]
        planned = reading.sentence.passage.role in (Role.PLAN, Role.OUTLOOK)
        predicate = "seeksHonour" if award.sought or planned else "receivedHonour"
        winners = [_winner(reading, span) for span in award.winners]
        if award.pairwise and len(winners) == len(honours):
            pairs = [(w, h) for w, h in zip(winners, honours, strict=True) if w]
        elif award.winners:
            pairs = [(w, h) for w in winners if w for h in honours]
        else:
            pairs = [(_subject(reading, h) or reading.home, h) for h in honours]
        found.extend(
            reading.link(winner, predicate, honour, "award")
            for winner, honour in pairs
            if bare(winner.name) != bare(honour.name)
        )
    return found


def _winners_before(reading: Reading, start: int, end: int) -> list[Mention]:
    """The list that a clause begins with and that ends here, counts and adverbs apart: 甲、乙2县均.

    Where nothing but adverbs stands there it is the report's own place.
    """
    for extra in pattern("count and adverbs").finditer(reading.sentence.mask, start, end):
        winners = reading.list_before(extra.start(), *_WINNERS)
        if winners and winners[-1].end == extra.start():
            inner = {m.start for m in winners}  # 尤溪联合镇: the town has won, not the county before it
            return [m for m in winners if m.end not in inner] if winners[0].start == start else []
    return [reading.home] if pattern("adverbs alone").fullmatch(reading.sentence.mask, start, end) else []


def _of_many(reading: Reading, honour: Mention) -> bool:
    """成功创建省级示范村9个, 获得综合试点资金支持: titles of some that are not named, or money."""
    after = reading.sentence.mask[honour.end : reading.sentence.clause_at(honour.start)[1]]
    return bool(pattern("number after").match(after) or pattern("money after").search(after))


def _titles(reading: Reading, known: set[Mention]) -> list[Link]:
    """甲、乙入选丙, where 丙 is known as a title by itself: 甲 and 乙 won it."""
    found: list[Link] = []
    planned = reading.sentence.passage.role in (Role.PLAN, Role.OUTLOOK)
    for honour in reading.topmost((0, len(reading.sentence.text)), "Honour"):
        if honour in known:
            continue
        start, end = reading.sentence.clause_at(honour.start)
        first = reading.list_before(honour.end, "Honour")[0]
        verb = pattern("title won").search(reading.sentence.mask, start, first.start)
        if verb is None:
            continue
        if verb["verb"] == "通过" and not pattern("passed").match(reading.sentence.mask, honour.end, end):
            continue
        predicate = "seeksHonour" if planned else "receivedHonour"
        winners = _winners_before(reading, start, verb.start())
        # 服务业增加值突破100亿元，成为…: who becomes something is said in the clause before.
        elided = reading.home in winners and verb["verb"] == "成为" and start > 0
        unnamed = reading.home in winners and pattern("titles of others").search(bare(honour.name))
        if elided or unnamed or _of_many(reading, honour):
            continue
        found += [reading.link(w, predicate, honour, "title-won") for w in winners if w.end <= honour.start]
    return found


def _borne(reading: Reading) -> list[Link]:
    """发挥甲、乙等国家级电商示范县作用: who is listed as what bears the title."""
    found: list[Link] = []
    if "等" not in reading.sentence.mask:
        return found
    for honour in reading.topmost((0, len(reading.sentence.text)), "Honour"):
        etc = pattern("listed as").search(reading.sentence.mask[: honour.start])
        start, end = reading.sentence.clause_at(honour.start)
        if etc is None or not pattern("level").match(bare(honour.name)) or len(bare(honour.name)) < _SHORTEST:
            continue
        mask, strives = reading.sentence.mask, pattern("strives")
        if strives.search(mask, start, etc.start()) or strives.search(mask, honour.end, end):
            continue
        bearers = reading.list_before(etc.start(), *_WINNERS)
        named = [m for m in bearers if plain_form(m.name) not in phrase_counts() or m.kind == "Place"]
        found += [reading.link(m, "receivedHonour", honour, "bears-title") for m in named]
    return found


def _kept(reading: Reading) -> list[Link]:
    """巩固提升全国文明城市、国家卫生城市创建成果: titles whose fruits are kept are held by the report's own place."""
    found: list[Link] = []
    mask = reading.sentence.mask
    for clause in reading.sentence.clauses if "巩固" in mask else ():
        titles = reading.topmost(clause, "Honour")
        if not titles or not pattern("kept").fullmatch(mask, clause[0], titles[0].start):
            continue
        listed = reading.list_after(titles[0].start, "Honour")
        named = [h for h in listed if pattern("level").search(bare(h.name)) and not _is_countys(reading, h)]
        others = any(pattern("titles of others").search(bare(h.name)) for h in named)
        if not others and pattern("fruits").fullmatch(mask, listed[-1].end, clause[1]):
            found += [reading.link(reading.home, "receivedHonour", h, "title-kept") for h in named]
    return found


def read_honours(reading: Reading) -> list[Link]:
    """Who won or seeks which title."""
    found = _awarded(reading)
    found += _titles(reading, {link.object for link in found})
    return _granted(reading, found + _borne(reading) + _kept(reading))
