"""A phrase beside a figure in; the phrase without marks, openers and predicates, or a part of it, out."""

from __future__ import annotations

import re

from siping_kg.extract.figures.patterns import pattern
from siping_kg.extract.figures.words import figure_words

__all__ = [
    "EDGE",
    "LIMIT",
    "bare",
    "ends_open",
    "lead_verb",
    "noun_of",
    "plain_of",
    "subject_of",
    "trimmed",
    "without_lead",
    "without_trail",
]

LIMIT = 24
_PAREN = re.compile(r"（[^（）]*）|\([^()]*\)|^[^（(]*[）)]")
_NOTE = re.compile(r"【\d+】|\[\d+\]")
EDGE = "、，；：。,;:·—- \u3000*"


def bare(text: str) -> str:
    """Words without notes, brackets, and joints at their edges."""
    text = pattern("bracketed").sub(lambda m: re.sub("[、/和及或含]", "", m["verbs"]), _NOTE.sub("", text))
    while (shorter := _PAREN.sub("", text)) != text:
        text = shorter
    return pattern("joiner").sub("", pattern("opening bracket").sub("", text).strip(EDGE))


def ends_open(text: str) -> bool:
    """Whether words end in a joint, so that what follows belongs to a list (水库和|3座水闸)."""
    return bool(pattern("ends open").search(text))


def without_lead(text: str) -> str:
    """Words without the openers before them (全年, 力争)."""
    match = figure_words().lead.match(text)
    return text[match.end() :].lstrip(EDGE) if match else text


def without_trail(text: str) -> str:
    """Words without what stands between an indicator and its figure (达到, 增长)."""
    words = figure_words()
    for _ in range(4):
        match = words.trail.search(text, max(0, len(text) - 20))
        if not match or text.endswith(words.trail_keep):
            break
        start = match.start()
        kept = (
            start - n + len(w)
            for w in words.trail_keep
            for n in range(1, len(w))
            if text.startswith(w, start - n)
        )
        text = text[: max(kept, default=start)].rstrip(EDGE)
    return text


def lead_verb(text: str) -> str:
    """The verb of doing that opens a phrase (新建 of 新建高标准农田), or an empty string."""
    words = figure_words()
    plain = without_lead(text)
    match = words.building.match(plain) or words.action.match(plain)
    if not match or len(match[0]) == 1 or pattern("no verb").match(match[0][-2:] + plain[match.end() :][:1]):
        return ""
    return match[0]


def noun_of(label: str) -> str:
    """An indicator without the verbs that open it: 新开工建设保障性住房 → 保障性住房."""
    while (verb := lead_verb(label)) and label.startswith(verb) and len(label) > len(verb) + 1:
        label = label[len(verb) :]
    verbs = list(figure_words().action.finditer(label))
    if verbs and verbs[-1].end() == len(label) and verbs[-1].start() >= 2:
        return label[: verbs[-1].start()]
    return label


def subject_of(label: str) -> str:
    """A counted thing without what is said of it: 项目顺利推进 → 项目."""
    match = figure_words().predicate.search(label, 2)
    return label[: match.start()] if match else label


def trimmed(phrase: str) -> str:
    """At most 24 characters of a phrase: the last members of a list, else what follows the last 的, else the end."""
    if len(phrase) <= LIMIT:
        return phrase
    for at in [i + 1 for i, c in enumerate(phrase) if c in "、，"]:
        if len(phrase) - at <= LIMIT and len(phrase) - at >= 2:
            return phrase[at:]
    at = phrase.find("的", len(phrase) - LIMIT - 1)
    if 0 <= at < len(phrase) - 2:
        return phrase[at + 1 :]
    verbs = [
        m.start()
        for m in figure_words().action.finditer(phrase)
        if len(phrase) - LIMIT <= m.start() < len(phrase) - 4
    ]
    return phrase[verbs[0] :] if verbs else phrase[-LIMIT:]


def plain_of(text: str) -> str:
    """Words without notes, brackets and openers."""
    return without_lead(bare(text))
