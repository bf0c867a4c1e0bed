"""A store in; every number and quoted name of its reports' running text, and whether its graph covers it, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

from pyoxigraph import QuerySolutions, Store

from siping_kg.graph import figure_iri
from siping_kg.model import Passage, Report, Role, StoreError
from siping_kg.reading import read_text
from siping_kg.reading.squeeze import squeeze
from siping_kg.store import ReportEntry, reports
from siping_kg.unread.words import KINDS, NUMBER, Word, words_of
from siping_kg.vocabulary import KG, OA, PROV, SKOS

__all__ = ["AuditedWord", "Total", "audit_words", "totals"]

_NO_RUNNING_TEXT = frozenset({Role.HEADING, Role.FURNITURE, Role.GLOSSARY})
_CONTEXT = 10


@dataclass(frozen=True, slots=True)
class AuditedWord:
    """A number (数字) or quoted name (引号) of a report, and whether its graph covers it.

    ``context`` is the words with up to ten characters on either side; ``start`` is the code point of the
    report's text that the words begin at.
    """

    report: str
    kind: str
    words: str
    context: str
    start: int
    read: bool


@dataclass(frozen=True, slots=True)
class Total:
    """How many words of a kind there are, and how many of them are read."""

    kind: str
    there: int
    read: int

    @property
    def share(self) -> float | None:
        """The share that is read; None where there is nothing to read."""
        return self.read / self.there if self.there else None


def audit_words(store: Store) -> tuple[AuditedWord, ...]:
    """Every number and quoted name of the running text of a store's reports, report by report, in reading order.

    The text is read again from the graph (kg:text, place and year); headings, captions, bylines and the
    glossary are no running text, ``words_of`` says what is looked for. A number is read when a figure or a
    mention covers its first character, a quoted name when they cover all that stands between its marks.
    A figure that a report repeats stands in its graph once: the repetition counts as unread.
    Raises StoreError for a report without its text, ReadingError for one that can't be read again.
    """
    return tuple(word for entry in reports(store) for word in _audited(store, entry))


def totals(words: Iterable[AuditedWord]) -> tuple[Total, ...]:
    """How many of the words there are and are read, a kind each."""
    there = list(words)
    return tuple(
        Total(kind, sum(w.kind == kind for w in there), sum(w.kind == kind and w.read for w in there))
        for kind in KINDS
    )


def _audited(store: Store, entry: ReportEntry) -> Iterator[AuditedWord]:
    report = _read_again(store, entry)
    covered = set(_mentioned(store, entry.graph)) | set(_figured(store, entry.graph, report.text))
    for passage in report.passages:
        if passage.role in _NO_RUNNING_TEXT:
            continue
        for word in words_of(passage.text):
            yield AuditedWord(
                entry.key,
                word.kind,
                passage.text[word.start : word.end],
                _context(passage.text, word),
                passage.offsets[word.start],
                _is_read(passage, word, covered),
            )


def _read_again(store: Store, entry: ReportEntry) -> Report:
    """The report as the reading gives it, from what its graph holds."""
    texts = [text for (text,) in _select(store, entry.graph, "?text", f"<{entry.graph}> <{KG.text}> ?text")]
    if len(texts) != 1:
        raise StoreError(f"{entry.key}: its graph does not hold its text; build the report again")
    place = unquote(entry.place.rpartition("/")[2])
    return read_text(texts[0].encode(), name=entry.key, place=place, year=entry.year)


def _mentioned(store: Store, graph: str) -> Iterator[int]:
    """The code points that mentions cover."""
    spans = f"?it a <{KG.Mention}> ; <{OA.start}> ?start ; <{OA.end}> ?end"
    for start, end in _select(store, graph, "?start ?end", spans):
        yield from range(int(start), int(end))


def _figured(store: Store, graph: str, text: str) -> Iterator[int]:
    """The code points that figures cover. A figure's IRI tells which of equal prints in its passage it is."""
    asked = f"""?it a <{KG.Observation}> ; <{KG.printed}> ?printed ;
        <{KG.indicator}>/<{SKOS.prefLabel}> ?label ; <{PROV.wasQuotedFrom}> ?passage .
        ?passage <{OA.start}> ?start ; <{OA.end}> ?end"""
    for iri, printed, label, start, end in _select(store, graph, "?it ?printed ?label ?start ?end", asked):
        words, places = squeeze(text, int(start), int(end))
        base = iri.rpartition("observation/")[0]
        at = words.find(printed)
        while at >= 0:
            if figure_iri(graph, places[at], label, printed, base=base) == iri:
                yield from range(places[at], places[at + len(printed) - 1] + 1)
            at = words.find(printed, at + 1)


def _select(store: Store, graph: str, names: str, where: str) -> Iterator[tuple[str, ...]]:
    answer = cast(QuerySolutions, store.query(f"SELECT {names} {{ GRAPH <{graph}> {{ {where} }} }}"))
    return (tuple(term.value for term in row) for row in answer)


def _is_read(passage: Passage, word: Word, covered: set[int]) -> bool:
    if word.kind == NUMBER:
        return passage.offsets[word.start] in covered
    inner = range(word.start + 1, word.end - 1)
    return all(passage.offsets[at] in covered for at in inner if passage.text[at].isalnum())


def _context(text: str, word: Word) -> str:
    start, end = max(0, word.start - _CONTEXT), min(len(text), word.end + _CONTEXT)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
