"""A sentence in; places that share one head noun (珲春、图们化工园区) out, each as a name of its own."""

from __future__ import annotations

import functools
import re

from siping_kg.extract.lexicon import alternation, class_lexicon
from siping_kg.extract.sentence import Known, Sentence, lead_match
from siping_kg.model import Mention

__all__ = ["shared_head_names"]

_KINDS = ("Zone", "Project", "Facility")


@functools.cache
def _tails() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each class, what the last item may end with: some letters and a head of the class."""
    return tuple(
        (kind, re.compile(rf"(?:等)?([一-龥]{{0,8}}?(?:{alternation(lex.suffixes)}))"))
        for kind in _KINDS
        for lex in (class_lexicon(kind),)
    )


def _is_clause(tail: str) -> bool:
    """创建国家全域旅游示范区, 等地建设一批风电基地: the places do something; they share no head."""
    return tail.startswith("地") or lead_match(tail, 0) is not None


def _runs(sentence: Sentence) -> list[list[Known]]:
    """Lists of places that stand next to each other: 珲春、和龙、图们."""
    runs: list[list[Known]] = []
    for place in (k for k in sentence.known if k.kind == "Place"):
        if runs and sentence.mask[runs[-1][-1].end : place.start] in ("、", "和", "及", "与"):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run for run in runs if len(run) > 1]


def shared_head_names(sentence: Sentence) -> list[Mention]:
    """Find lists of places that end in one head: as many zones (projects, facilities) as places."""
    found = []
    for run in _runs(sentence):
        last = run[-1]
        for kind, tails in _tails():
            tail = tails.match(sentence.mask, last.end)
            if tail is None or tail[1] in ("项目", "工程") or _is_clause(tail[1]):
                continue
            for place in run:
                end = tail.end() if place is last and not tail[0].startswith("等") else place.end
                name = sentence.text[place.start : place.end] + tail[1]
                found.append(Mention(sentence.index, place.start, end, kind, name, "shared-head"))
            break
    return found
