"""A report's sidecar file (<file>.yml) in, what it says of place, year and speaker out; and a sidecar to fill in."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from siping_kg.model import ReadingError

__all__ = ["Sidecar", "load_sidecar", "read_sidecar", "sidecar_path"]


class Sidecar(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a user says of a report; None where the report itself is to say it."""

    place: str | None = None
    year: int | None = None
    title: str | None = None
    issued: str | None = None
    session: str | None = None
    speaker: str | None = None
    office: str | None = None


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a report file lies: its name with .yml added."""
    return path.with_name(path.name + ".yml")


def load_sidecar(path: Path) -> Sidecar:
    """The sidecar of a report file; an empty one where there is none.

    Raises ReadingError, naming the sidecar and the line or key, when it can't be read or has an unknown key.
    """
    sidecar = sidecar_path(path)
    if not sidecar.is_file():
        return Sidecar()
    try:
        return read_sidecar(sidecar.read_bytes(), name=str(sidecar))
    except OSError as error:
        raise ReadingError(f"{sidecar}: cannot be read ({error})") from error


def read_sidecar(data: bytes, *, name: str) -> Sidecar:
    """What the bytes of a sidecar say. Raises ReadingError, naming it and the line or key, when they are wrong."""
    try:
        content = yaml.safe_load(data.decode("utf-8-sig"))
        content = {
            key: str(value) if key == "issued" else value for key, value in (content or {}).items() if value
        }
        return msgspec.convert(content, Sidecar)
    except UnicodeDecodeError as error:
        raise ReadingError(f"{name}: cannot be read as UTF-8 ({error})") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}:" if mark else ""
        raise ReadingError(f"{name}:{line} is not YAML: {getattr(error, 'problem', error)}") from error
    except (msgspec.ValidationError, AttributeError) as error:
        raise ReadingError(f"{name}: {error}; the keys are {', '.join(Sidecar.__struct_fields__)}") from error
