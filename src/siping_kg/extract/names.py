"""All proposals of a report in; its names out: sure rules as they are, the rest as the learned model weighs them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

import numpy as np

from siping_kg.extract.features import feature_table
from siping_kg.extract.lexicon import class_lexicon
from siping_kg.extract.naming import bare, is_generic
from siping_kg.extract.overlap import is_sure, settle
from siping_kg.extract.proposals import Proposals
from siping_kg.extract.sentence import Sentence, Span
from siping_kg.extract.spans import first_words, name_spans
from siping_kg.extract.tagger import NameModel
from siping_kg.model import Mention

__all__ = ["KEEP", "NEW", "NEW_FIRM", "candidate_spans", "decide_names"]

KEEP = 0.4
"""How likely to be a name, of whatever class, a span must be that a rule proposes."""
NEW = 0.7
"""How likely to be a name a span must be that no rule proposes."""
NEW_FIRM = 0.6
"""The same for firms, which stand at the head of their projects' names."""
KNOWN = 0.55
"""How likely is, whatever the model says, a firm or body that a lexicon knows, one of several called firms (甲、乙等企业),
and a term that the report explains.

A likelier longer name wins."""
_ROUNDING = 1e-6
_MOST = itemgetter(1, 0)
_MAY_CUT = re.compile(r"[“”\d]|创建|争创|获批|获评|入选|跻身|升[格级]为|建[成设]|打造|开[街园馆]")
_COUNT_INSIDE = re.compile(
    r"[一-龥]\d+[个家户条座处所项](?!(?:政策|支持|具体|配套|创新)?(?:措施|意见|举措))[一-龥]"
)
_RUNS_ON = re.compile(
    "[一-龥]{2}(?:(?:创建|争创|获批|获评|入选|跻身|升[格级]为|建成|打造|建设(?!.*试点))(?:国家|[省市]级|全[国省]|世界|[3-5]A)"
    "|[县区旗](?:建设|打造|开展).{2,}(?:基地|园区|产业园|试验区|示范区)$|[街巷]区?开街$|园开园$|馆开馆$)"
)
"""红嘴园区创建|国家级高新区 is a body and a title; 鹿鸣文化街|开街."""
_TRUSTED = frozenset({("known", "Company"), ("known", "Organization"), ("enumeration", "Company")})
_DOUBTED = frozenset({"award", "winner"})
"""Sure rules whose spans run on or are cut now and then (综合利用工作全省先进地区 of 秸秆禁烧和…): the model has a say too.

What a rule restored (国家级绿色工厂 of 国家级、省级“绿色工厂”) it cannot see."""
_BUILT = frozenset({"Project", "Zone", "Facility"})
_NEVER_NEW = frozenset({"Person"})


def candidate_spans(proposals: Proposals) -> list[Span]:
    """Give the spans that the model looks at: all that could be a name, and all that a rule proposes or that begin it."""
    sentence, mentions = proposals.sentence, proposals.mentions
    begun = (first_words(sentence, (m.start, m.end)) for m in mentions if m.kind in _BUILT)
    spans = name_spans(sentence).union(*begun)
    if _MAY_CUT.search(sentence.text):
        spans = {span for span in spans if not _is_cut(sentence.text[slice(*span)])}
    for firm in sentence.known:
        if (
            firm.kind == "Company" and sentence.text[firm.start - 1] in "和与及"
        ):  # 甲煤化工和|美的集团新园 are two
            spans = {(a, b) for a, b in spans if not a + 1 < firm.start < b}
    return sorted(spans | {(m.start, m.end) for m in mentions})


def _is_cut(name: str) -> bool:
    """三化”改造 lost a mark, over a count (伊通万亩玉米3个示范区) stand two names, and over a verb a name and a title."""
    return (
        name.count("“") != name.count("”") or bool(_COUNT_INSIDE.search(name)) or bool(_RUNS_ON.search(name))
    )


def _joined_firms(sentence: Sentence) -> list[int]:
    """Where a firm stands after 和: 甲煤化工和|美的集团新园 are two names."""
    return [k.start for k in sentence.known if k.kind == "Company" and sentence.text[k.start - 1] in "和与及"]


def _is_figure_of_speech(name: str, kind: str) -> bool:
    """“烟火气”, “金凤凰” and plain nouns name nothing, however likely they look."""
    return is_generic(name, kind) or bare(name) in class_lexicon("Policy").quoted_generic


def _weigh(
    proposals: Proposals, span: Span, own: Sequence[Mention], shares: dict[str, float]
) -> list[tuple[Mention, float]]:
    """What stands at one span: the sure rules' mentions, else the likeliest class if it is likely to be a name."""
    name, named = proposals.sentence.text[slice(*span)], sum(shares.values())
    sure = [mention for mention in own if is_sure(mention)]
    if sure:
        stand = (m for m in sure if named >= KEEP or m.rule not in _DOUBTED or m.name != name)
        return [(mention, shares.get(mention.kind, 0.0)) for mention in stand]
    known = [m for m in own if m.rule == "glossary" or (m.rule, m.kind) in _TRUSTED]
    if known:
        return [(mention, max(KNOWN, shares.get(mention.kind, 0.0))) for mention in known]
    kind, likely = max(shares.items(), key=_MOST)
    enough = KEEP if own else NEW_FIRM if kind == "Company" else NEW
    if named < enough or _RUNS_ON.search(name) or _is_figure_of_speech(name, kind):
        return []
    if kind in _NEVER_NEW:
        return [(mention, likely) for mention in own if mention.kind == kind]
    restored = (m for m in own if m.rule == "enumeration" and m.name != name)  # 双辽数字经济等产业园
    same = next(restored, next((mention for mention in own if mention.kind == kind), None))
    return [(same or Mention(proposals.sentence.index, *span, kind, name, "tagger"), likely)]


def decide_names(report: Sequence[Proposals], model: NameModel) -> list[tuple[Mention, ...]]:
    """Give the names of each sentence of a report, in text order."""
    spans = [candidate_spans(proposals) for proposals in report]
    proposed = [proposals.mentions for proposals in report]
    sentences = [proposals.sentence for proposals in report]
    table = feature_table(sentences, spans, proposed)
    shares = model.probabilities([sentence.text for sentence in sentences], spans, table)
    likely = np.flatnonzero(1.0 - shares[:, 0] >= NEW_FIRM - _ROUNDING).tolist()
    begins = itertools.accumulate(map(len, spans), initial=0)
    decided = []
    for proposals, own, (begin, end) in zip(report, spans, itertools.pairwise(begins), strict=True):
        by_span: dict[Span, list[Mention]] = defaultdict(list)
        for mention in proposals.mentions:
            by_span[mention.start, mention.end].append(mention)
        weighed: list[tuple[Mention, float]] = []
        rows = {
            begin + bisect_left(own, span) for span in by_span
        }  # nobody proposes others that are unlikely
        rows.update(likely[bisect_left(likely, begin) : bisect_left(likely, end)])
        for row in sorted(rows):
            by_class = dict(zip(model.classes[1:], shares[row].tolist()[1:], strict=True))
            span = own[row - begin]
            weighed += _weigh(proposals, span, by_span.get(span, ()), by_class)
        decided.append(settle(weighed))
    return decided
