"""Directories of a user's own lexicon lines and decisions about things in; what they decide, as one value, out."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from siping_kg.extract.lexicon import ClassLexicon
from siping_kg.model import CORE_CLASSES, AuthoredFileError
from siping_kg.resolve.iris import entity_iri, parts_of
from siping_kg.resolve.names import canonical_name
from siping_kg.resources import DATA, load_yaml
from siping_kg.vocabulary import ID

__all__ = ["NONE", "Overrides", "load_overrides"]


class _Merge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    keep: str
    merge: tuple[str, ...]


class _Rename(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    thing: str
    name: str


class _Split(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    thing: str
    reports: tuple[str, ...]
    name: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """DIR/things.yml. A thing is its IRI, or what follows …/id/ in it: company/吉林省四平市/世宝机械."""

    merge: tuple[_Merge, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    split: tuple[_Split, ...] = ()
    rename: tuple[_Rename, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overrides:
    """What people have decided. Things are IRIs under the default base.

    ``instead`` maps a thing to the one that stands for it (merged, renamed); ``splits`` a thing and a report's key
    to the thing that it is there; ``apart`` holds pairs that are never linked.
    """

    lexicons: tuple[ClassLexicon, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[tuple[str, str], str] = field(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()
    removed: frozenset[str] = frozenset()

    def thing(self, iri: str, report: str) -> str | None:
        """Give the IRI that stands for a thing in a report of that key; None when it is removed."""
        iri = self.splits.get((iri, report), iri)
        while iri in self.instead:
            iri = self.instead[iri]
        return None if iri in self.removed else iri

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that depend on what is decided alone: not on where it is written."""
        decided = (
            self.lexicons,
            sorted(self.instead.items()),
            sorted(self.splits.items()),
            sorted(self.apart),
            sorted(self.removed),
        )
        return hashlib.sha256(msgspec.json.encode(decided, order="deterministic")).hexdigest()[:16]


NONE = Overrides()
"""Nothing decided."""


def _iri(thing: str, path: Path) -> str:
    """The IRI of a thing as people write it. Raises AuthoredFileError for what is none."""
    tail = thing.removeprefix(ID)
    parts = parts_of(ID + tail)
    if parts is None or not all(parts[:2]):
        raise AuthoredFileError(
            f"{path}: {thing} is no thing's IRI; write it like company/吉林省四平市/世宝机械, with a class of "
            + ", ".join(kind.lower() for kind in CORE_CLASSES)
        )
    kind, name, scope = parts
    return entity_iri(kind, name, scope)


def _called(iri: str, name: str) -> str:
    """The IRI of a thing under another name."""
    kind, _, scope = parts_of(iri) or ("", "", None)
    return entity_iri(kind, canonical_name(name), scope)


def _instead(file: _File, path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    pairs = [(one, merge.keep) for merge in file.merge for one in merge.merge]
    for old, new in [(_iri(a, path), _iri(b, path)) for a, b in pairs] + [
        (_iri(one.thing, path), _called(_iri(one.thing, path), one.name)) for one in file.rename
    ]:
        if found.setdefault(old, new) != new:
            raise AuthoredFileError(
                f"{path}: {old} is to be two things, {found[old]} and {new}; keep one line"
            )
    for start in found:
        seen, at = {start}, found[start]
        while at in found and at not in seen:
            seen.add(at)
            at = found[at]
        if at in seen:
            raise AuthoredFileError(f"{path}: {start} is merged in a circle; leave one of its lines out")
    return found


@functools.cache
def _read(folder: Path) -> Overrides:
    path = folder / "things.yml"
    file = load_yaml(path, _File) if path.is_file() else _File()
    lexicons = tuple(load_yaml(one, ClassLexicon) for one in sorted((folder / "lexicons").glob("*.yml")))
    for lexicon in lexicons:
        if lexicon.kind not in CORE_CLASSES:
            raise AuthoredFileError(
                f"{folder / 'lexicons'}: {lexicon.kind} is none of {', '.join(CORE_CLASSES)}"
            )
    pairs = (sorted((_iri(a, path), _iri(b, path))) for a, b in file.apart)
    return Overrides(
        lexicons,
        _instead(file, path),
        {
            (_iri(one.thing, path), report): _called(_iri(one.thing, path), one.name)
            for one in file.split
            for report in one.reports
        },
        frozenset((a, b) for a, b in pairs),
        frozenset(_iri(one, path) for one in file.remove),
    )


def load_overrides(folders: Iterable[Path] = ()) -> Overrides:
    """Lay directories of overrides over the shipped ones (data/overrides): later ones win.

    Raises AuthoredFileError naming the file, for a directory that is not there too.
    """
    found = _read(DATA / "overrides")
    for folder in folders:
        if not folder.is_dir():
            raise AuthoredFileError(
                f"{folder}: no such directory; make it, with things.yml or lexicons/ in it"
            )
        more = _read(folder)
        found = Overrides(
            found.lexicons + more.lexicons,
            {**found.instead, **more.instead},
            {**found.splits, **more.splits},
            found.apart | more.apart,
            found.removed | more.removed,
        )
    return found
