"""Where authored files lie, in a checkout or in a wheel: YAML in, values checked against a schema out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import msgspec
import yaml

from siping_kg.model import AuthoredFileError

__all__ = ["BUNDLED_REPORT", "DATA", "ONTOLOGY", "PatternRule", "load_yaml", "named_rule", "rules_by_name"]

T = TypeVar("T")

_PACKAGED = Path(__file__).parent / "authored"
_ROOT = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2]

ONTOLOGY = _ROOT / "ontology"
DATA = _ROOT / "data"
BUNDLED_REPORT = DATA / "reports" / "四平市-2024.txt"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_yaml(path: Path, kind: type[T]) -> T:
    """Read an authored YAML file as a value of the given type.

    Raises AuthoredFileError, naming the file and the place in it, when it is not there, is not YAML
    or does not fit the type.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        return msgspec.convert(content, kind)
    except OSError as error:
        raise AuthoredFileError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise AuthoredFileError(
            f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}:" if mark else ""
        raise AuthoredFileError(f"{path}:{line} is not YAML: {getattr(error, 'problem', error)}") from error
    except msgspec.ValidationError as error:
        raise AuthoredFileError(f"{path}: {error}") from error


class PatternRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A regular expression of an authored file, with words that it must and must not be found in."""

    name: str
    pattern: str
    examples: list[str]
    counter: list[str]

    def compiled(self, source: Path, **stand_ins: str) -> re.Pattern[str]:
        """The pattern with its stand-ins (``{n}``) filled in.

        Raises AuthoredFileError, naming ``source``, where it is no expression.
        """
        pattern = self.pattern
        for name, meant in stand_ins.items():
            pattern = pattern.replace(f"{{{name}}}", meant)
        try:
            return re.compile(pattern)
        except re.error as error:
            raise AuthoredFileError(f"{source}: rule {self.name!r}: {error}") from error


@cache
def rules_by_name(*files: Path) -> Mapping[str, PatternRule]:
    """The pattern rules of some files, in their order. Raises AuthoredFileError where two have one name."""
    found: dict[str, PatternRule] = {}
    for path in files:
        for rule in load_yaml(path, tuple[PatternRule, ...]):
            if rule.name in found:
                raise AuthoredFileError(f"{path}: rule {rule.name!r} stands there twice; rename one")
            found[rule.name] = rule
    return MappingProxyType(found)


def named_rule(name: str, *files: Path) -> PatternRule:
    """The rule of that name. Raises AuthoredFileError where none of the files has it."""
    rules = rules_by_name(*files)
    if name not in rules:
        within = " or ".join(path.name for path in files)
        raise AuthoredFileError(f"{files[0].parent}: no rule {name!r} in {within}; add it")
    return rules[name]
