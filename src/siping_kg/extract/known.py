"""The gazetteer's and the lexicons' names in; where they stand in a passage out."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from siping_kg.extract.lexicon import lexicons
from siping_kg.extract.sentence import Known
from siping_kg.gazetteer import Gazetteer

__all__ = ["KnownNames", "known_names"]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """All names worth matching in a report of one place and year, as one automaton."""

    automaton: AhoCorasick
    entries: tuple[tuple[str, str, str | None], ...]

    def find(self, text: str) -> tuple[Known, ...]:
        """Find the leftmost longest known names of a passage; they do not overlap."""
        return tuple(
            Known(start, end, *self.entries[pattern])
            for pattern, start, end in self.automaton.find_matches_as_indexes(text)
        )


@functools.cache
def _lexical() -> dict[str, tuple[str, str, str | None]]:
    """Forms that the lexicons list: form → class, canonical name, no gazetteer key."""
    forms: dict[str, tuple[str, str, str | None]] = {}
    for lexicon in lexicons():
        for known in lexicon.names:
            for form in (known.name, *known.aliases):
                if form not in known.ambiguous:
                    forms.setdefault(form, (lexicon.kind, known.name, None))
    return forms


@functools.lru_cache(maxsize=64)
def known_names(gazetteer: Gazetteer, home: str, year: int) -> KnownNames:
    """Make the automaton for the reports of one place and year (about 10 ms)."""
    forms: dict[str, tuple[str, str, str | None]] = {}
    for form, key in gazetteer.names(home, year).items():
        forms[form] = ("Place", gazetteer.division(key).name, key)
    forms.update(_lexical())
    patterns = sorted(forms)
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    return KnownNames(automaton=automaton, entries=tuple(forms[pattern] for pattern in patterns))
