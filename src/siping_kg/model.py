"""The frozen values that flow through the program, and the one error family."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

__all__ = [
    "CORE_CLASSES",
    "RELATIONS",
    "AmbiguousNameError",
    "AuthoredFileError",
    "Definition",
    "Entity",
    "Mention",
    "Observation",
    "PageError",
    "Passage",
    "QueryError",
    "ReadingError",
    "Report",
    "Role",
    "SipingError",
    "Statement",
    "StoreError",
    "UnknownNameError",
]

CORE_CLASSES = (
    "Place",
    "Zone",
    "Facility",
    "Company",
    "Organization",
    "Project",
    "Policy",
    "Industry",
    "Honour",
    "Event",
    "Person",
    "Product",
)
"""The twelve classes of which every entity has exactly one (DESIGN section 3)."""

RELATIONS = (
    "locatedIn",
    "undertakenBy",
    "underPolicy",
    "involves",
    "cooperatesWith",
    "receivedHonour",
    "seeksHonour",
    "inIndustry",
    "partOf",
    "holdsPosition",
)
"""The relations between entities, as named in the ontology."""


class SipingError(Exception):
    """Anything the user can put right. The message is one line: which file, where in it, what to do."""


class AuthoredFileError(SipingError):
    """A file under ontology/ or data/, or a user's override, breaks its schema."""


class ReadingError(SipingError):
    """A report file that cannot be read as a report."""


class StoreError(SipingError):
    """A store that cannot be opened, written or queried."""


class QueryError(SipingError):
    """An unknown query, a missing parameter, or SPARQL that does not parse."""


class PageError(SipingError):
    """A table that cannot be drawn as a page, or a page that cannot be written."""


class UnknownNameError(SipingError):
    """A name that fits nothing in the store or the gazetteer."""


class AmbiguousNameError(SipingError):
    """A name that fits several things; the message lists them."""


class Role(StrEnum):
    """What a stretch of a report is for, which decides its tense."""

    OPENING = "opening"
    REVIEW = "review"
    PLAN = "plan"
    LOOKBACK = "lookback"
    OUTLOOK = "outlook"
    PROBLEMS = "problems"
    SELF = "self-building"
    GLOSSARY = "glossary"
    HEADING = "heading"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence (or heading) of a report, at most 400 characters, with layout white space removed.

    ``offsets[i]`` is the code point of the report's text that ``text[i]`` stands at, so that
    ``report.text[passage.start:passage.end]``, white space apart, is exactly ``text``.
    """

    text: str
    offsets: tuple[int, ...]
    role: Role
    year: int
    paragraph: int
    headings: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Code point in the report's text where the passage begins."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Code point in the report's text just after the passage."""
        return self.offsets[-1] + 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that the report's own glossary (名词解释) explains."""

    term: str
    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Report:
    """One work report, read. ``place`` is a gazetteer key; ``year`` is the year planned for.

    ``given`` is what the reading was given beside the file's bytes, as JSON: options, a sidecar, the file's name
    where that names the place or year; empty when that was nothing.
    """

    key: str
    place: str
    place_name: str
    level: str
    year: int
    title: str
    text: str
    sha256: str
    passages: tuple[Passage, ...]
    issued: str | None = None
    session: str | None = None
    speaker: str | None = None
    office: str | None = None
    glossary: tuple[Definition, ...] = ()
    given: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a passage that names something: ``passage.text[start:end]``.

    ``name`` is what the thing is called, which restores a head shared by an enumeration
    (五经街 of 铁东五经街; 双辽水稻高产高效示范区 of 双辽水稻).
    """

    passage: int
    start: int
    end: int
    kind: str
    name: str
    rule: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with its IRI, which is computed from class, scope and canonical name."""

    iri: str
    kind: str
    label: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation between two entities as some passages say it. Subject and object are IRIs."""

    subject: str
    predicate: str
    object: str
    passages: tuple[int, ...]
    status: str
    year: int
    rule: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure as a passage says it. ``start`` and ``end`` are the span of the printed figure.

    ``first_year`` is set for a figure of several years (五年来), of which ``year`` is the last.
    """

    passage: int
    start: int
    end: int
    indicator: str
    value: Decimal
    unit: str
    printed: str
    year: int
    kind: str
    status: str
    bound: str | None = None
    min_value: Decimal | None = None
    max_value: Decimal | None = None
    base_value: Decimal | None = None
    base_unit: str | None = None
    about: tuple[int, int] | None = field(default=None)
    first_year: int | None = None
