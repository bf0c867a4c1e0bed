"""Where authored files lie, in a checkout or in a wheel: YAML in, values checked against a schema out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from siping_kg.model import AuthoredFileError

__all__ = ["BUNDLED_REPORT", "DATA", "ONTOLOGY", "PatternRule", "load_yaml"]

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
