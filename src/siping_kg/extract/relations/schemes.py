"""Mentions in; involves, underPolicy and cooperatesWith out."""

from __future__ import annotations

import re

from siping_kg.extract.relations.links import Link, Reading
from siping_kg.model import Mention

__all__ = ["read_cooperation", "read_parties", "read_schemes"]

_CARRIES_OUT = re.compile(r"(?:实施|推行|推广|开展|落实|健全|延续)(?:的)?$")
_WITH = re.compile(r"(?:与|同|和|跟)")
_TOGETHER = re.compile(
    r"(?:的)?(?:深度|深化|务实|战略|全面|等|等区域|等地|等地区|等城市|经贸|产业|科技|人文|央地|校地|产学研|交流|对口|区域|项目|技术|双向|友好|省校|市校|院地|、)*"
    r"(?:合作|协作|联合办学|合作办学|共建|协同创新|创新协同|协同发展|产业互动|联动|对接|互动|结对|产销对接|融合对接)"
)
_ACTORS = ("Place", "Company", "Organization")
_CARRIERS = ("Project", "Company", "Zone", "Facility")


def read_parties(reading: Reading) -> list[Link]:
    """长平一体化 involves 长春市 and 四平市; 铁西区全域康养模式 involves 铁西区."""
    found: list[Link] = []
    standing = set(reading.mentions)
    for scheme in reading.schemes:
        if scheme.policy in standing:
            found.extend(
                reading.link(scheme.policy, "involves", party, "compound") for party in scheme.parties
            )
    for policy in reading.mentions:
        if policy.kind == "Policy" and policy.rule == "ending":
            found.extend(
                reading.link(policy, "involves", place, "place-in-scheme")
                for place in reading.within((policy.start, policy.end), "Place")
                if place.start == policy.start and place.end < policy.end
            )
    return found


def _modifier_scheme(reading: Reading, start: int, end: int) -> Mention | None:
    """The scheme between 等 and the head noun: 等一批重点“智改数转”项目."""
    stop = re.search(r"[，。；]", reading.sentence.mask[start:end])
    limit = start + stop.start() if stop else end
    for policy in reading.within((start, min(limit, start + 20)), "Policy"):
        if re.match(
            r"(?:等)?(?:类)?(?:重点|重大)?(?:项目|工程|试点)",
            reading.sentence.mask[policy.end : policy.end + 6],
        ):
            return policy
    return None


def read_schemes(reading: Reading) -> list[Link]:
    """Which projects and firms are under which scheme, as the sentence says it."""
    found: list[Link] = []
    sentence = reading.sentence
    for start, end in sentence.clauses:
        items = [m for m in reading.outermost((start, end), *_CARRIERS) if "enumeration" in m.rule]
        if items:
            after = max(m.end for m in items)
            scheme = _modifier_scheme(reading, after, end)
            if scheme:
                found.extend(reading.link(m, "underPolicy", scheme, "scheme-of-list") for m in items)
            for policy in reading.within((after, end), "Policy"):
                if _CARRIES_OUT.search(sentence.mask, after, policy.start):
                    found.extend(
                        reading.link(m, "underPolicy", policy, "carries-out")
                        for m in items
                        if m.kind == "Company"
                    )
    for project in reading.mentions:
        if project.kind == "Project":
            found.extend(
                reading.link(project, "underPolicy", policy, "scheme-in-name")
                for policy in reading.within((project.start, project.end), "Policy")
            )
    return found + _under_lead(reading)


def _under_lead(reading: Reading) -> list[Link]:
    """加强吉浙对口合作，加快推动甲、乙等项目…: the projects of a sentence that opens with a compound scheme."""
    first = reading.sentence.clauses[0]
    leads = [s.policy for s in reading.schemes if s.policy in reading.mentions and s.policy.end <= first[1]]
    if len(leads) != 1:
        return []
    rest = (first[1], len(reading.sentence.text))
    carriers = [
        m for m in reading.outermost(rest, "Project", "Zone") if m.kind == "Project" or "共建" in m.name
    ]
    return [reading.link(m, "underPolicy", leads[0], "scheme-of-sentence") for m in carriers]


def _side(reading: Reading, start: int, end: int) -> list[Mention]:
    return list(reading.outermost((start, end), *_ACTORS))


def read_cooperation(reading: Reading) -> list[Link]:
    """推动甲、乙等企业与丙深度合作: 甲–丙, 乙–丙. 深化与丙的合作: the report's own place and 丙."""
    found: list[Link] = []
    sentence = reading.sentence
    for start, end in sentence.clauses:
        for preposition in _WITH.finditer(sentence.mask, start, end):
            right = _side(reading, preposition.end(), end)
            right = [
                m for m in right if m.start - preposition.end() <= 2 or sentence.mask[m.start - 1] == "、"
            ]
            if not right or sentence.known_over(preposition.start()):
                continue
            tail = _TOGETHER.search(sentence.mask, max(m.end for m in right), end)
            if tail is None or tail.start() - max(m.end for m in right) > 12:
                continue
            left = [
                m
                for m in _side(reading, start, preposition.start())
                if m.kind != "Place" or m.start - start < 3
            ]
            left = left or [reading.home]
            found.extend(
                reading.link(a, "cooperatesWith", b, "with") for a in left for b in right if a.name != b.name
            )
            break
    for scheme in reading.schemes:
        if scheme.policy in reading.mentions and len(scheme.parties) == 1:
            found.append(reading.link(reading.home, "cooperatesWith", scheme.parties[0], "compound"))
    return found
