"""The program and its authored files in; what made a graph, told apart from every other version of it, out."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from siping_kg import __version__
from siping_kg.resolve import Overrides, load_overrides
from siping_kg.resources import DATA, ONTOLOGY
from siping_kg.vocabulary import ID

__all__ = ["Run", "files_hash", "this_program"]

_PACKAGE = Path(__file__).parents[1]
_CODE = (
    "model.py",
    "resources.py",
    "vocabulary.py",
    "gazetteer",
    "reading",
    "quantities",
    "extract",
    "resolve",
    "graph",
)
_CUTTER = "rjieba"
"""The library whose dictionary cuts words: another version of it may find other names."""
_AUTHORED = ("gazetteer", "lexicons", "rules", "models", "overrides")


@dataclass(frozen=True, slots=True)
class Run:
    """What made a graph: the program's version, and a hash of the code and the authored files that decide on it.

    No clock and no machine: the same program gives the same run everywhere.
    """

    version: str
    digest: str

    @classmethod
    def of(cls, *deciding: str) -> Run:
        """The run of this version that hashes decide on."""
        return cls(__version__, hashlib.sha256(" ".join(deciding).encode()).hexdigest()[:16])

    @property
    def label(self) -> str:
        """The program and its version, to be read."""
        return f"siping-kg {self.version}"

    def iri(self, *, base: str = ID) -> str:
        """Its IRI: equal for two graphs that the same program made."""
        return f"{base}run/{self.version}-{self.digest}"


def files_hash(roots: Iterable[Path]) -> str:
    """Sixteen hexadecimal digits that depend on the files below some paths: on their names and bytes alone."""
    digest = hashlib.sha256()
    for root in roots:
        for path in sorted([root, *root.rglob("*")], key=Path.as_posix):
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(root.parent).as_posix().encode()
                content = path.read_bytes()
                digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    return digest.hexdigest()[:16]


def this_program(overrides: Overrides | None = None) -> Run:
    """The program that runs now, with what people decide. Code counts beside rules, so that a changed checkout is another program.

    ``overrides`` that decide what the shipped ones do, or none, are the program alone.
    """
    if overrides is None or overrides == load_overrides():
        return _program()
    return Run.of(_program().digest, overrides.digest)


@functools.cache
def _program() -> Run:
    code = [_PACKAGE / name for name in _CODE]
    authored = [ONTOLOGY / "siping.ttl", *(DATA / name for name in _AUTHORED)]
    return Run.of(files_hash([*code, *authored]), version(_CUTTER))
