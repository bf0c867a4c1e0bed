"""Mentions in; cooperatesWith out: who works with whom, by what a clause says or by the name of a scheme."""

from __future__ import annotations

import functools
import re
from itertools import combinations, pairwise

from siping_kg.extract.compounds import Scheme
from siping_kg.extract.relations.links import Link, Reading
from siping_kg.extract.relations.rules import said
from siping_kg.extract.sentence import Span, lead_match
from siping_kg.model import Mention

__all__ = ["read_cooperation"]

_ACTORS = ("Place", "Company", "Organization", "Zone")
_PAIR = 2
_NATION = frozenset({"中国", "中华人民共和国"})


@functools.cache
def _with() -> re.Pattern[str]:
    return re.compile(said("works-with", "with"))


@functools.cache
def _together() -> re.Pattern[str]:
    between, together = said("works-with", "between"), said("works-with", "together")
    return re.compile(rf"(?:{between}|\d+(?:余|多)?(?:所|家|个|地))*{together}")


@functools.cache
def _in_fields() -> re.Pattern[str]:
    """加强与丙在产业、交通等方面的合作: the list of fields stands between."""
    return re.compile(
        rf"在.{{2,40}}?(?:方面|领域|上)(?:的)?(?:全面|深度|务实|战略|交流)*{said('works-with', 'together')}"
    )


def _left(reading: Reading, start: int, end: int) -> list[Mention]:
    """Who works with others: the list just before 与, or the one that the clause before leans on (依托甲，与乙合作)."""
    text = reading.sentence.mask[start:end]
    actors = reading.topmost((start, end), *_ACTORS)
    if actors:
        opening = reading.list_after(actors[0].start, *_ACTORS) if actors[0].start - start < 3 else []
        return [m for m in actors if m.kind != "Place" or m in opening]
    if text == "" and start > 1 and reading.sentence.mask[start - 1] == "，":
        before = reading.sentence.clause_at(start - 2)
        if reading.sentence.mask.startswith("依托", before[0]):
            leant = reading.topmost(before, "Company", "Organization", "Zone")
            if len(leant) == 1 and leant[0].end == before[1]:
                return list(leant)
    return []


def _tail(reading: Reading, right: list[Mention], end: int) -> bool:
    at = max(m.end for m in right)
    mask = reading.sentence.mask
    tail = _together().search(mask, at, end)
    if tail and tail.start() - at <= 12:
        return True
    fields = _in_fields().match(reading.sentence.text, at)
    return bool(fields and "，" not in mask[at : at + 4])


def _stands_alone(reading: Reading, partner: Mention) -> bool:
    """上海 of 上海股权交易中心 is no partner, nor 中科院 of 中科院驻长院所: after one that is the list or the verb goes on."""
    after = reading.sentence.mask[partner.end : partner.end + 2]
    if partner.kind != "Place":
        return not re.match(said("works-with", "branch"), after)
    return not after[:1].isalpha() or bool(re.match(said("works-with", "goes_on"), after))


def _partners(reading: Reading, start: int, end: int) -> list[Mention]:
    """The partners after 与: the list that begins there, and goes on after a larger place (湖南岳阳、常德)."""
    right = reading.topmost((start, end), *_ACTORS)
    if not right:
        return []
    listed = reading.list_after(right[0].start, *_ACTORS)
    inner = reading.list_after(right[0].end, "Place") if right[0].kind == "Place" else []
    gap = reading.sentence.text[right[0].end : inner[0].start] if inner else "、"
    partners = inner if inner and gap == "" else listed
    far = reading.sentence.mask[start : right[0].start]
    alone = [m for m in partners if _stands_alone(reading, m)]
    return alone if len(far) <= 8 and "、" not in far else []


@functools.cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(said("works-with", "unnamed") + "$")


def _only_verbs(reading: Reading, start: int, end: int, partners: list[Mention]) -> bool:
    """Tell whether only verbs and adverbs stand before 与: 健全居委会与… has a party that is no name.

    The place's firms, unnamed, stand for it where the partners are bodies: 深化科技型企业与吉林大学合作.
    """
    firms = _unnamed().search(reading.sentence.mask, start, end)
    if firms and all(partner.kind == "Organization" for partner in partners):
        end = firms.start()
    at = reading.sentence.trim(start, end)
    return at >= end or lead_match(reading.sentence.mask, at, end) == end


def _with_frame(reading: Reading, clause: Span) -> list[Link]:
    start, end = clause
    for preposition in _with().finditer(reading.sentence.mask, start, end):
        if preposition[0] != "与" and "与" in reading.sentence.mask[start : preposition.start()]:
            return []  # 与成都天府新区和重庆合川区签约: 和 joins those whom 与 has brought
        right = [m for m in _partners(reading, preposition.end(), end) if not reading.is_home(m)]
        if not right or not _tail(reading, right, end):
            continue
        left = _left(reading, start, preposition.start())
        if not left and not _only_verbs(reading, start, preposition.start(), right):
            return []
        pairs = _pairs(reading, preposition, left or [reading.home], right)
        return [reading.link(a, "cooperatesWith", b, "works-with") for a, b in pairs if a.name != b.name]
    return []


def _pairs(
    reading: Reading, preposition: re.Match[str], left: list[Mention], right: list[Mention]
) -> list[tuple[Mention, Mention]]:
    """Who works with whom: each with each, but two by two in 甲与乙、丙与丁 and in 甲、乙分别与丙、丁."""
    mask = reading.sentence.mask
    chain = list(pairwise([*left, *right]))
    joined = [(a, b) for a, b in chain if mask[a.end : b.start] == preposition[0]]
    if len(joined) > 1:
        return joined
    if len(left) > 1 and mask.endswith("分别", 0, preposition.start()):
        return list(zip(left, right, strict=True)) if len(left) == len(right) else []
    return [(a, b) for a in left for b in right]


@functools.cache
def _reaches() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[一-龥]{{0,4}}){said('reaches-out', 'verbs')}$")


def _reaching(reading: Reading, clause: Span) -> list[Link]:
    """主动对接甲、乙等高校; 携手甲共建乙: the report's own place works with those it turns to."""
    actors = reading.topmost(clause, "Company", "Organization", "Place")
    if not actors or not _reaches().fullmatch(reading.sentence.mask[clause[0] : actors[0].start]):
        return []
    listed = [m for m in reading.list_after(actors[0].start, *_ACTORS) if not reading.is_home(m)]
    after = reading.sentence.mask[listed[-1].end : clause[1]] if listed else ""
    if re.match(said("reaches-out", "not_before"), after):
        return []
    foreign = [
        m
        for m in listed
        if _stands_alone(reading, m)
        and (m.kind != "Place" or not reading.in_territory(m))
        and m.rule != "relative-body"  # 对接省委、省政府“一主六双”布局: they are obeyed
    ]
    return [reading.link(reading.home, "cooperatesWith", m, "reaches-out") for m in foreign]


@functools.cache
def _deepens() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs, between = said("reaches-out", "deepens"), said("reaches-out", "between")
    return re.compile(f"(?:[一-龥]{{0,4}}){verbs}$"), re.compile(f"(?:{between})*(?:合作|协作)")


def _deepening(reading: Reading, clause: Span) -> list[Link]:
    """深化泛珠三角区域合作: the report's own place works with those of the region."""
    places = reading.topmost(clause, "Place")
    mask, (verbs, joint) = reading.sentence.mask, _deepens()
    if not places or not verbs.fullmatch(mask, clause[0], places[0].start):
        return []
    listed = reading.list_after(places[0].start, "Place")
    foreign = [
        m for m in listed if not reading.is_home(m) and not reading.in_territory(m) and m.name not in _NATION
    ]
    together = joint.match(mask, listed[-1].end, clause[1])
    return [reading.link(reading.home, "cooperatesWith", m, "reaches-out") for m in foreign if together]


def _set_up(reading: Reading, clause: Span) -> list[Link]:
    """与甲、乙建立丙机制: 甲 and 乙 work with the report's own place, and 丙 involves them."""
    if not _with().match(reading.sentence.mask, clause[0]):
        return []
    partners = [m for m in _partners(reading, clause[0] + 1, clause[1]) if not reading.is_home(m)]
    if not partners:
        return []
    end = max(m.end for m in partners)
    verb = re.match(
        rf"(?:等\w{{0,3}})?(?:共同)?{said('set-up-together', 'verbs')}了?",
        reading.sentence.mask[end : clause[1]],
    )
    if verb is None:
        return []
    found = [reading.link(reading.home, "cooperatesWith", m, "set-up-together") for m in partners]
    policies = reading.topmost((end, clause[1]), "Policy")
    joint = re.compile(said("set-up-together", "joint") + "”?$")
    if len(policies) == 1 and joint.search(policies[0].name) and policies[0].start - end - verb.end() <= 2:
        found += [reading.link(policies[0], "involves", m, "set-up-together") for m in partners]
    return found


def read_cooperation(reading: Reading) -> list[Link]:
    """推动甲、乙等企业与丙深度合作: 甲–丙, 乙–丙. 深化与丙的合作: the report's own place and 丙."""
    found: list[Link] = []
    if any(m.kind in _ACTORS for m in reading.mentions):
        for clause in reading.sentence.clauses:
            found += _with_frame(reading, clause) + _reaching(reading, clause)
            found += _deepening(reading, clause) + _set_up(reading, clause)
    schemes = [scheme for scheme in reading.schemes if scheme.policy in reading.mentions]
    return found + [link for scheme in schemes for link in _of_scheme(reading, scheme)]


@functools.cache
def _areas() -> re.Pattern[str]:
    return re.compile(said("compound", "areas") + "$")


def _of_scheme(reading: Reading, scheme: Scheme) -> list[Link]:
    """Whom a compound scheme lets work together: 长平一体化 长春市 and 四平市, 对俄合作 the report's own place and 俄罗斯.

    Of what the report's own place, or for two the province around it, has no part in it says too little.
    """
    if len(scheme.parties) == 1:
        return [reading.link(reading.home, "cooperatesWith", scheme.parties[0], "compound")]
    after = reading.sentence.mask[: scheme.policy.start]
    if _areas().search(scheme.policy.name) or _with().search(after[-1:]):
        return []  # 与沪苏浙合作: those three do not work with each other
    gazetteer, home = reading.gazetteer, reading.report.place
    around = gazetteer.ancestors(home, year=reading.report.year) if len(scheme.parties) == _PAIR else ()
    own = {gazetteer.division(key).name for key in (home, *around)}
    pairs = [(a, b) for a, b in combinations(scheme.parties, 2) if {a.name, b.name} & own]
    return [reading.link(a, "cooperatesWith", b, "compound") for a, b in pairs]
