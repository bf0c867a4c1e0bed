"""The gazetteer's and the lexicons' names in; where they stand in a passage out."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from siping_kg.extract.lexicon import ClassLexicon, lexicons, verbs
from siping_kg.extract.sentence import Known
from siping_kg.extract.words import place_words
from siping_kg.gazetteer import Gazetteer

__all__ = ["KnownNames", "known_names"]

# Before a short name that might be part of another word: what lets a name begin.
_BEFORE = frozenset(
    "，。；：！？、（）“”《》—-·,;:!?和与及同跟向对到至赴在从由给被把将等的是为经往驻和届年月日均在以"
)
# After a place's short form: the word goes on, and is a road, a river or a product (东丰路, 长白山, 伊通河).
_GOES_ON = frozenset("路街桥道山河江湖岛站村屯乡镇寺庙塔石")


class _Entry(NamedTuple):
    kind: str
    name: str
    key: str | None
    checked: bool  # a form so short that it may be part of another word


class _Forms(NamedTuple):
    automaton: AhoCorasick
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """All names worth matching in a report of one place and year.

    Most forms are those of all reports of a year; to their automaton comes a small one of the forms of near places.
    What a form means is put together when it is found: a report has few of the thousands of forms.
    """

    forms: tuple[_Forms, ...]
    gazetteer: Gazetteer
    places: Mapping[str, str]
    own: frozenset[str]
    lexical: Mapping[str, _Entry]

    def _forms_in(self, text: str) -> Iterator[tuple[int, int]]:
        """The leftmost longest forms of a passage, decoys too; they do not overlap."""
        spans = [
            (start, -end)
            for forms in self.forms
            for _, start, end in forms.automaton.find_matches_as_indexes(text, overlapping=True)
        ]
        at = 0
        for start, end in sorted(spans):
            if start >= at and self._counts(text[start:-end]):
                at = -end
                yield start, at

    def _counts(self, form: str) -> bool:
        """Whether a form means anything in these reports: some do only where no place that bears them is near."""
        return form in self.places or form in self.lexical or form in self.gazetteer.decoys

    def _entry(self, form: str) -> _Entry | None:
        if entry := self.lexical.get(form):
            return entry
        if (key := self.places.get(form)) is None:
            return None  # a decoy
        name = self.gazetteer.name(key)
        return _Entry("Place", name, key, form != name and len(form) < 3 and key not in self.own)

    def find(self, text: str) -> tuple[Known, ...]:
        """Find the leftmost longest known names of a passage; they do not overlap."""
        found: list[Known] = []
        for start, end in self._forms_in(text):
            entry = self._entry(text[start:end])
            if entry is None or (entry.checked and not self._stands(text, start, end, entry, found)):
                continue
            found.append(Known(start, end, entry.kind, entry.name, entry.key))
        return tuple(found)

    @staticmethod
    def _stands(text: str, start: int, end: int, entry: _Entry, found: list[Known]) -> bool:
        if entry.kind == "Place" and end < len(text) and text[end] in _GOES_ON:
            return False
        if start == 0 or text[start - 1] in _BEFORE or (found and found[-1].end == start):
            return True
        if entry.kind == "Place" and (start, end) in place_words(text):
            return True
        leads = _lead_words()
        return any(text[start - width : start] in leads for width in (4, 3, 2) if width <= start)


@functools.cache
def _lead_words() -> frozenset[str]:
    return frozenset(word for word in (*verbs().lead, *verbs().strong) if len(word) > 1)


@functools.cache
def _lexical(more: tuple[ClassLexicon, ...]) -> dict[str, _Entry]:
    """Forms that the lexicons list, others' before the shipped. Two characters are checked: 伊利 is no firm in 伊利石."""
    forms: dict[str, _Entry] = {}
    for lexicon in (*more, *lexicons()):
        for known in lexicon.names:
            for form in (known.name, *known.aliases):
                if form not in known.ambiguous:
                    checked = len(form) < 3 and lexicon.kind in ("Company", "Organization")
                    forms.setdefault(form, _Entry(lexicon.kind, known.name, None, checked))
    return forms


@functools.lru_cache(maxsize=32)
def _everywhere(gazetteer: Gazetteer, year: int, more: tuple[ClassLexicon, ...]) -> _Forms:
    """What is looked for in every report of a year."""
    return _forms({*gazetteer.decoys, *gazetteer.names_afar(year), *_lexical(more)})


def _forms(words: Iterable[str]) -> _Forms:
    unique = frozenset(words)
    return _Forms(AhoCorasick(sorted(unique), matchkind=MatchKind.Standard), unique)


@functools.lru_cache(maxsize=64)
def known_names(
    gazetteer: Gazetteer, home: str, year: int, more: tuple[ClassLexicon, ...] = ()
) -> KnownNames:
    """Make the automaton for the reports of one place and year (a few ms)."""
    places, lexical = gazetteer.names(home, year), _lexical(more)
    everywhere = _everywhere(gazetteer, year, more)
    return KnownNames(
        forms=(everywhere, _forms(places.keys() - everywhere.words)),
        gazetteer=gazetteer,
        places=places,
        own=gazetteer.territory(home, year=year),
        lexical=lexical,
    )
