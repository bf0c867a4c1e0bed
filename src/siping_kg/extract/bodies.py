"""A sentence in; bodies named relative to the report's place (市委, 省政府) or by number (中科院长春“一院三所”) out."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.sentence import Sentence
from siping_kg.gazetteer import Gazetteer
from siping_kg.model import Mention, Report, Role
from siping_kg.resources import DATA, PatternRule, load_yaml

__all__ = ["body_groups", "body_rules", "opening_names", "relative_bodies"]

_GOVERNMENT = "人民政府|政府(?![工采性投购])"
_CONSULTATIVE = "政协(?!委员|提案)"
_BODY = re.compile(
    r"(自治区|[省市州盟县区](?<![治城都超门集上夜闹本外股各两直县乡镇][省市州盟县区]))"
    rf"((?:党委|委)(?![员托办书])|{_GOVERNMENT}|人大常委会|人大(?!代表)|{_CONSULTATIVE})"
    rf"(?:[、和]({_GOVERNMENT}|{_CONSULTATIVE}))?"
)
_BARE = re.compile("(?<![省市州盟县区国级届次])(?:人大(?!代|会|机)|政协(?!委|提|会|机))")
"""接受人大、政协监督: the place's own."""
_RULES = DATA / "rules" / "bodies.yml"
_LEVELS = {
    "province": {"省": 0, "自治区": 0, "市": 0},
    "prefecture": {"省": 1, "自治区": 1, "市": 0, "州": 0, "盟": 0},
    "county": {"省": 2, "自治区": 2, "市": 1, "州": 1, "盟": 1, "县": 0, "区": 0},
}
_FULL = {
    "委": "委",
    "党委": "党委",
    "政府": "人民政府",
    "人民政府": "人民政府",
    "人大": "人大",
    "人大常委会": "人大常委会",
    "政协": "政协",
}


def relative_bodies(sentence: Sentence, report: Report, gazetteer: Gazetteer) -> list[Mention]:
    """Find 市委, 省政府, 州政协 …, named in full from the report's own place; of 自治区党委、政府 both."""
    found = []
    for match in _BODY.finditer(sentence.mask):
        chain = (report.place, *gazetteer.ancestors(report.place, year=report.year))
        step = _LEVELS.get(report.level, {}).get(match[1])
        if step is None or step >= len(chain):
            continue
        place = gazetteer.division(chain[step]).name
        for group, start in ((2, match.start()), (3, match.start(3))):
            if match[group] and (match[1] != "自治区" or place.endswith("自治区")):
                name = place + _FULL[match[group]]
                span, forms = (start, match.end(group)), (match[1] + match[group],)
                found.append(
                    Mention(sentence.index, *span, "Organization", name, "relative-body", forms=forms)
                )
    taken = {place for body in found for place in range(body.start, body.end)}
    for match in _BARE.finditer(sentence.mask):
        if match.start() not in taken:
            place, span = gazetteer.division(report.place).name, match.span()
            name, forms = place + match[0], (place[-1] + match[0],)
            found.append(Mention(sentence.index, *span, "Organization", name, "relative-body", forms=forms))
    return found


@functools.cache
def body_rules() -> tuple[PatternRule, ...]:
    """The rules of bodies.yml, in the order of the file."""
    return load_yaml(_RULES, tuple[PatternRule, ...])


@functools.cache
def _groups() -> re.Pattern[str]:
    numeral = "[一两二三四五六七八九十]"
    return re.compile("|".join(rule.compiled(_RULES, n=numeral).pattern for rule in body_rules()))


def body_groups(sentence: Sentence) -> list[Mention]:
    """Find an academy's bodies in a place that are named by their number: 中科院长春“一院三所”."""
    return [
        Mention(sentence.index, found.start(), found.end(), "Organization", found[0], "body-group")
        for found in (_groups().finditer(sentence.text) if "院" in sentence.text else ())
    ]


def opening_names(sentence: Sentence, report: Report) -> list[Mention]:
    """Find the session and the speaker, which the reading stage took from the opening."""
    if sentence.passage.role not in (Role.OPENING, Role.REVIEW, Role.HEADING):
        return []
    found = []
    for kind, name in (("Event", report.session), ("Person", report.speaker)):
        at = sentence.text.find(name) if name else -1
        if name and at >= 0:
            found.append(Mention(sentence.index, at, at + len(name), kind, name, "opening"))
    return found
