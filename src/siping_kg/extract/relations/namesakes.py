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

_BEARS = re.compile("湾|戏|[东西南北中]?(?:大街|大道|路(?![网灯面])|街(?![道区]))")
"""颍上路泉河大桥, 胶州湾第二隧道, 黄梅戏大剧院: so do a street, a bay and an opera."""

_SHORE = re.compile("水库|岛|湖|长江大桥")
"""桃山水库灌区, 微山岛: after 山 or 江 more water bears its name."""


def side_by_side(reading: Reading, thing: Mention, place: Mention) -> bool:
    """宁波舟山港: two places side by side, and neither lies in the other."""
    inner, outer = reading.key_of(thing), reading.key_of(place)
    known = thing.kind == "Place" and inner is not None and outer is not None
    return known and not reading.gazetteer.within(inner or "", outer or "", year=reading.report.year)


@functools.cache
def _bears_name() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    streets, features, nature = (said("place-before-name", w) for w in ("streets", "features", "nature"))
    return re.compile(streets), re.compile(features), re.compile(nature + "$")


def is_namesake(reading: Reading, thing: Mention, place: Mention) -> bool:
    """浑江大街 need not be in 浑江区, nor 晋江隧道 in 晋江市: a street, a work at the river, may bear the name alone."""
    text = reading.sentence.text
    streets, features, nature = _bears_name()
    short = text[place.start : place.end]
    rest = text[place.end : max(thing.end, place.end)] if thing.start == place.start else ""
    alone = streets.fullmatch(rest) or _WATER.match(rest) or _BEARS.match(rest)
    if short[-1] not in "市县区旗" and alone:
        return True
    plain = short in relation_rules()["place-before-name"].words["plain"]
    return plain or bool(nature.search(short) and (features.fullmatch(rest) or _SHORE.match(rest)))
