"""Mentions in; entities with IRIs out, computed from class, scope and canonical name alone."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from siping_kg.extract import Extraction
from siping_kg.extract.lexicon import lexicons
from siping_kg.extract.naming import bare
from siping_kg.gazetteer import Gazetteer
from siping_kg.model import Entity, Mention
from siping_kg.vocabulary import ID

__all__ = ["Resolution", "canonical_name", "entity_iri", "resolve", "thing_name"]

_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_UNSAFE = re.compile(
    rf"[^A-Za-z0-9_.~!$&'()*+,;=:@\-\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_PLANES}\U000e1000-\U000efffd]"
)
"""What may not stand in a segment of an IRI's path (RFC 3987): private characters of bad fonts too."""
_NATIONAL = re.compile(r"^(?:国家|全国|中国|中央|世界|国际|亚洲|党的|新时代|联合国|国务院)")
# Titles are the country's unless they say whose they are.
_LOCAL = re.compile(r"^(?:省|全省|自治区|市|全市|县|全县|州|全州|区|全区|盟)")
_PROVINCIAL = re.compile(r"^(?:省|全省|自治区)")
_NATIONAL_KINDS = frozenset({"Industry"})
_NATIONAL_BY_NAME = frozenset({"Company", "Event", "Honour", "Organization", "Policy"})
"""Whose name can tell that the thing is the country's. What stands somewhere is that place's: 国际会展中心, 国家现代农业产业园."""


def canonical_name(name: str) -> str:
    """Give the one spelling of a name: NFKC, no white space, no quotation marks, one kind of dash.

    >>> canonical_name("国家级专精特新“小巨人”")
    '国家级专精特新小巨人'
    """
    plain = unicodedata.normalize("NFKC", bare(name)).translate(str.maketrans("—–－~～", "-----"))
    return re.sub(r"-+", "-", bare(plain)).strip("-·、,，。")


_SECTOR = re.compile(r"(?:全产业链|产业集群|产业链|产业体系|产业|行业)$")
_WHOLE_SECTOR = re.compile(
    "(?:经济|业|旅游|贸易|电商|商务|物流|金融|消费|零售|服务|制造|加工|养殖|种植|互联网|数据|智能|计算|物联网|区块链|5G|外包|元宇宙)$"
)
_QUOTED_HEAD = re.compile(
    "^“([^“”]{2,})”(?:高质量|专项|协作|管理|托管|试点|发展|提升|攻坚|三年|体制|培育|主题|服务)*"
    "(?:战略|行动|工程|模式|机制|制度|改革|计划|政策|目标|经验|活动)?$"
)
_COMPOUND_TAIL = re.compile(r"(?<=一体化)(?:协同)?(?:发展|合作)+$|(?<=同城化)发展$")


def _policy_core(name: str) -> str:
    """“双培育”行动 and “双培育” are one scheme; so are 长平一体化 and 长平一体化合作, 吉浙合作 and 吉浙对口合作."""
    quoted = _QUOTED_HEAD.match(name)
    core = quoted[1] if quoted else name
    return _COMPOUND_TAIL.sub("", core).replace("对口合作", "合作")


def _sector(name: str) -> str:
    """船舶, 船舶产业 and 船舶产业链 are one industry: 船舶产业."""
    core = _SECTOR.sub("", name)
    if len(core) < 2:
        return name
    return core if _WHOLE_SECTOR.search(core) else core + "产业"


def thing_name(kind: str, name: str) -> str:
    """Give the canonical name of a thing of a class, which its IRI and preferred label are made from.

    >>> thing_name("Industry", "船舶产业链"), thing_name("Policy", "“双培育”行动")
    ('船舶产业', '双培育')
    """
    if kind == "Policy":
        name = _policy_core(name)
    plain = canonical_name(name)
    return _sector(plain) if kind == "Industry" else plain


def entity_iri(kind: str, name: str, scope: str | None, *, base: str = ID) -> str:
    """Make the IRI of a thing: <base><class>/<scope>/<name>; national things have no scope.

    >>> entity_iri("Industry", "玉米产业", None)
    'https://w3id.org/siping-kg/id/industry/玉米产业'
    """
    parts = [kind.lower(), *([scope] if scope else []), name]
    return base + "/".join(
        _UNSAFE.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), p) for p in parts
    )


# What a name may end with and still be the same thing in the same report.
_TAILS = {
    "Policy": re.compile(
        "(?:行动|专项行动|工程|战略|计划|机制|制度|改革|政策|模式|经验|要求|精神|规划|建设|工作|斗争|专项斗争|常态化|升级版|目标|活动|服务|体系|方针|理念|措施|部署)$"
    ),
    "Honour": re.compile("(?:称号|创建|建设|城市|企业|试点|复审|名单|认证|“.连冠”|.连冠)$"),
    "Project": re.compile("(?:项目|工程|建设|项目建设|建设项目)$"),
    "Zone": re.compile("(?:建设|项目|一期|二期)$"),
    "Facility": re.compile("(?:建设|项目|街区|工程|小区)$"),
    "Event": re.compile("(?:活动|精神|系列活动)$"),
}


def _heads(labels: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Which names of one report are one thing: 智改数转行动 goes with 智改数转, and is called by the longer name."""
    there = set(labels)
    same: dict[tuple[str, str], tuple[str, str]] = {}
    for kind, label in sorted(there, key=lambda one: (len(one[1]), one)):
        tail = _TAILS[kind].search(label) if kind in _TAILS else None
        core = (kind, label[: tail.start()]) if tail else None
        if core in there and core is not None:
            same[core] = (kind, label)
    return same


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entity each mention names; ``entities`` by IRI, each with the forms it is written in."""

    entities: Mapping[str, Entity]
    iris: Mapping[Mention, str]


@functools.cache
def _national_things() -> dict[tuple[str, str], str]:
    """What the lexicons know all over the country: class and form → the one name."""
    return {
        (lexicon.kind, canonical_name(form)): thing_name(lexicon.kind, known.name)
        for lexicon in lexicons()
        for known in lexicon.names
        for form in (known.name, *known.aliases)
        if form not in known.ambiguous
    }


@functools.cache
def _national_names(kind: str) -> frozenset[str]:
    return frozenset(name for (of, _), name in _national_things().items() if of == kind)


def _name(mention: Mention) -> tuple[str, str]:
    """The class and canonical name of a mention, whichever rule found it and whatever it calls the thing."""
    known = _national_things().get((mention.kind, canonical_name(mention.name)))
    return mention.kind, known or thing_name(mention.kind, mention.name)


def _scope(mention: Mention, name: str, extraction: Extraction, gazetteer: Gazetteer) -> str | None:
    """The country (None) for national things, the province for provincial ones, else the report's place."""
    report = extraction.report
    if mention.kind in _NATIONAL_KINDS or (mention.kind in _NATIONAL_BY_NAME and _NATIONAL.match(name)):
        return None
    if name in _national_names(mention.kind) or (mention.kind == "Honour" and not _LOCAL.match(name)):
        return None
    above = gazetteer.ancestors(report.place, year=report.year)
    if _PROVINCIAL.match(name) or (mention.rule == "compound" and mention.kind == "Policy"):
        provinces = [key for key in (report.place, *above) if gazetteer.division(key).level == "province"]
        return provinces[0] if provinces else report.place
    return report.place


def _place_iri(mention: Mention, extraction: Extraction, gazetteer: Gazetteer, base: str) -> tuple[str, str]:
    report = extraction.report
    if mention == extraction.home:
        division = gazetteer.division(report.place)
        return entity_iri("Place", division.key, None, base=base), division.name
    known = gazetteer.resolve(mention.name, home=report.place, year=report.year)
    if known:
        return entity_iri("Place", known.key, None, base=base), known.name
    name = canonical_name(mention.name)
    return entity_iri("Place", name, report.place, base=base), name


def _forms(mention: Mention, text: str) -> Iterable[str]:
    """How the text writes the thing. A mention of a restored name counts as that name alone."""
    yield mention.name
    if mention.name.startswith(text) or mention.kind in (
        "Place",
        "Organization",
        "Company",
        "Policy",
        "Person",
    ):
        yield text
    yield from mention.forms


def resolve(extraction: Extraction, gazetteer: Gazetteer, *, base: str = ID) -> Resolution:
    """Give every mention of a report its entity. The same thing gets the same IRI from any report, in any order."""
    named = {m: _name(m) for m in extraction.mentions if m.kind != "Place"}
    longer = _heads(named.values())
    iris: dict[Mention, str] = {}
    labels: dict[str, tuple[str, str]] = {}
    forms: dict[str, dict[str, None]] = {}
    passages = extraction.report.passages
    for mention in (extraction.home, *extraction.mentions):
        if mention.kind == "Place":
            iri, label = _place_iri(mention, extraction, gazetteer, base)
        else:
            label = longer.get(named[mention], named[mention])[1]
            iri = entity_iri(mention.kind, label, _scope(mention, label, extraction, gazetteer), base=base)
        iris[mention] = iri
        labels[iri] = (mention.kind, label)
        text = passages[mention.passage].text[mention.start : mention.end] if mention.passage >= 0 else label
        seen = forms.setdefault(iri, {})
        for form in _forms(mention, text):
            if form != label and (len(form) > 1 or mention.rule == "compound"):
                seen[form] = None
    entities = {
        iri: Entity(iri, kind, label, tuple(sorted(forms[iri])))
        for iri, (kind, label) in sorted(labels.items())
    }
    return Resolution(entities, iris)
