"""A thing and the place that its name begins with in; whether the name alone is shared, and it need not be there, out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.relations.links import Reading
from siping_kg.extract.relations.rules import relation_rules, said
from siping_kg.model import Mention

__all__ = ["is_namesake", "side_by_side"]

_WATER = re.compile("[江河湖](?![一-龥]?(?:镇|乡|村|街道|社区|小学|中学|滨|畔|心|景|城)|[南北东西滩口之湾])")
"""钱塘江“四改三”, 珲春河: the river only shares its name with the place."""


def side_by_side(reading: Reading, thing: Mention, place: Mention) -> bool:
    """宁波舟山港: two places side by side, and neither lies in the other."""
    inner, outer = reading.key_of(thing), reading.key_of(place)
    known = thing.kind == "Place" and inner is not None and outer is not None
    return known and not reading.gazetteer.within(inner or "", outer or "", year=reading.report.year)


@functools.cache
def _alone() -> re.Pattern[str]:
    """颍上路泉河大桥, 胶州湾第二隧道, 黄梅戏大剧院: a street, a bay and an opera only bear the name."""
    streets, bears = said("place-before-name", "streets"), said("place-before-name", "bears")
    return re.compile(rf"[东西南北中]?{streets}(?![网灯面道区])|{bears}")


@functools.cache
def _of_nature() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """晋江隧道, 桃山水库灌区: after 山 or 江 a work there, and more water, bear its name."""
    nature, features, shore = (said("place-before-name", w) for w in ("nature", "features", "shore"))
    return re.compile(nature + "$"), re.compile(features), re.compile(shore)


def is_namesake(reading: Reading, thing: Mention, place: Mention) -> bool:
    """浑江大街 need not be in 浑江区, nor 晋江隧道 in 晋江市: a street, a work at the river, may bear the name alone."""
    text = reading.sentence.text
    nature, features, shore = _of_nature()
    short = text[place.start : place.end]
    rest = text[place.end : max(thing.end, place.end)] if thing.start == place.start else ""
    if short[-1] not in "市县区旗" and (_WATER.match(rest) or _alone().match(rest)):
        return True
    plain = short in relation_rules()["place-before-name"].words["plain"]
    return plain or bool(nature.search(short) and (features.fullmatch(rest) or shore.match(rest)))
