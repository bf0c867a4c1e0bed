"""A sentence in; schemes named by the abbreviations of their parties (长平一体化, 吉浙合作, 对俄开放) out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from siping_kg.extract.sentence import Sentence
from siping_kg.gazetteer import Division, Gazetteer
from siping_kg.model import Mention

__all__ = ["Scheme", "schemes"]

_CUE = (
    r"(?:(?:\d+|[二三四五六七八九十两]+)市)?(?:“[^“”]{2,10}”地区)?"
    r"(?:区域)?(?:一体化(?:协同)?(?:发展|合作)?|同城化(?:发展)?|同城(?!化|区|市)|同频发展|跨江融合(?:发展)?|协同发展|协同创新|融合发展|融合(?!创新)|互利合作|对口合作|对口协作|结对合作|战略合作|经贸合作|劳务协作|东西部(?:扶贫)?协作|扶贫协作|山海协作|产业共建|产业合作|帮扶协作|都市圈|经济走廊|经济圈|合作|协作)"
)
_JOINT = re.compile("一体化|同城化|同频|跨江|协同|融合|合作|协作|都市圈|经济")
"""A word that every cue has: most sentences have none."""
_DIRECTED = re.compile(rf"((?:[一-龥][东西南北中]){{2,4}}){_CUE}")
_ABBREVIATED = re.compile(rf"([一-龥]{{2,4}}?){_CUE}")
_FAR = 5.0
"""Degrees."""
_AFAR = ("合作", "协作")
_OF_A_ZONE = re.compile(
    "(?:产业)?(?:先行|示范|试验)?[区园]|[^，。；、的与和]{1,6}(?:示范区|试验区|先行区|产业园|合作区|园区)"
)
"""粤琼合作产业园 is a park, and no scheme of its parties."""
_ABROAD = re.compile(r"对([俄韩日蒙朝])(?:罗斯)?(?:开放|合作|经贸|贸易)(?:合作|往来)?")


@dataclass(frozen=True, slots=True)
class Scheme:
    """A policy with the places that its name abbreviates."""

    policy: Mention
    parties: tuple[Mention, ...]


def _city(letter: str, gazetteer: Gazetteer, home: str, *, afar: bool) -> Division | None:
    """The city a letter stands for: home by any letter of its name, else by the letter cities are known by.

    Only those who cooperate may be far apart (珠遵协作), or outside the province whose report it is.
    """
    division = gazetteer.division(home)
    if division.level == "province":
        found = gazetteer.city_abbreviation(letter, home=home)
        return found if found and (afar or found.key.startswith(home)) else None
    found = division if letter in division.short else gazetteer.city_abbreviation(letter, home=home)
    return found if found and (afar or _are_near(division, found)) else None


def _are_near(one: Division, other: Division) -> bool:
    """Whether two cities may be one: of a province, or not far apart. 泉 of 辽泉同城化 is not 泉州, 2,000 km from 辽源."""
    if one.code and other.code and one.code[:2] == other.code[:2]:
        return True
    ends = (one.longitude, one.latitude, other.longitude, other.latitude)
    if None in ends:
        return True
    east, north, far_east, far_north = (float(end or 0) for end in ends)
    return abs(east - far_east) < _FAR and abs(north - far_north) < _FAR


def _decode(letters: str, gazetteer: Gazetteer, home: str, *, afar: bool) -> list[str] | None:
    """Read each letter as a province (吉浙), each as a country (中俄), or each as a city, home among them (长平)."""
    provinces = [gazetteer.abbreviation(letter) for letter in letters]
    countries = [gazetteer.country_abbreviation(letter) for letter in letters]
    cities = [_city(letter, gazetteer, home, afar=afar) for letter in letters]
    near = any(city and (city.key == home or city.key.startswith(home)) for city in cities)
    own = [city if city and city.key == home else None for city in cities]
    mixed = [mine or province for mine, province in zip(own, provinces, strict=True)]  # 沪明: 上海 and 三明
    for places in (provinces, countries, cities if near else [], mixed if len(letters) == 2 else []):
        found = [place.name for place in places if place]
        if len(found) == len(letters) == len(set(found)):
            return found
    return None


def _scheme(sentence: Sentence, start: int, end: int, places: list[str], width: int) -> Scheme:
    policy = Mention(sentence.index, start, end, "Policy", sentence.text[start:end], "compound")
    parties = tuple(
        Mention(sentence.index, start + n * width, start + (n + 1) * width, "Place", name, "compound")
        for n, name in enumerate(places)
    )
    return Scheme(policy, parties)


def _directed(sentence: Sentence, gazetteer: Gazetteer) -> list[Scheme]:
    """吉南辽北蒙东6市同频发展: parts of provinces, each a province's letter and a direction."""
    found = []
    for match in _DIRECTED.finditer(sentence.mask):
        places = [match[1][i : i + 2] for i in range(0, len(match[1]), 2)]
        if all(gazetteer.abbreviation(name[0]) for name in places):
            found.append(_scheme(sentence, match.start(), match.end(), places, 2))
    return found


def _abbreviated(sentence: Sentence, gazetteer: Gazetteer, home: str) -> list[Scheme]:
    """长平一体化, 吉浙对口合作: the letters just before the cue, as many as can be read."""
    found = []
    for match in _ABBREVIATED.finditer(sentence.mask) if _JOINT.search(sentence.mask) else ():
        afar = match[0].endswith(_AFAR)
        if afar and _OF_A_ZONE.match(sentence.mask, match.end()):
            continue
        for start in range(match.start(), match.end(1) - 1):
            letters = sentence.mask[start : match.end(1)]
            begins = start == match.start() or sentence.start_of_name(match.end(1)) == start
            decoded = _decode(letters, gazetteer, home, afar=afar) if begins else None
            if decoded:
                found.append(_scheme(sentence, start, match.end(), decoded, 1))
                break
    return found


def schemes(sentence: Sentence, gazetteer: Gazetteer, home: str) -> list[Scheme]:
    """Find the compound schemes of a sentence, decoded from the report's own place and province."""
    directed = _directed(sentence, gazetteer)
    spans = [(s.policy.start, s.policy.end) for s in directed]
    found = directed + [
        scheme
        for scheme in _abbreviated(sentence, gazetteer, home)
        if not any(a < scheme.policy.end and scheme.policy.start < b for a, b in spans)
    ]
    for match in _ABROAD.finditer(sentence.mask):
        country = gazetteer.country_abbreviation(match[1])
        if country:
            policy = Mention(sentence.index, match.start(), match.end(), "Policy", match[0], "compound")
            party = Mention(sentence.index, match.start(1), match.end(1), "Place", country.name, "compound")
            found.append(Scheme(policy, (party,)))
    return found
