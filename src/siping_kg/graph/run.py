"""The program and its authored files in; what made a graph, told apart from every other version of it, out."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from siping_kg import __version__
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
    "resolve.py",
    "graph",
)
_AUTHORED = ("gazetteer", "lexicons", "rules", "models", "overrides")


@dataclass(frozen=True, slots=True)
class Run:
    """What made a graph: the program's version, and a hash of the code and the authored files that decide on it.

    No clock and no machine: the same program gives the same run everywhere.
    """

    version: str
    digest: str

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


@functools.cache
def this_program() -> Run:
    """The program that runs now. Code counts beside rules, so that a changed checkout is another program."""
    code = [_PACKAGE / name for name in _CODE]
    authored = [ONTOLOGY / "siping.ttl", *(DATA / name for name in _AUTHORED)]
    return Run(__version__, files_hash([*code, *authored]))
