"""Class, scope and canonical name in; the IRI made from them, and the three again, out."""

from __future__ import annotations

import functools
import re
from urllib.parse import unquote

from siping_kg.model import CORE_CLASSES
from siping_kg.vocabulary import ID

__all__ = ["entity_iri", "parts_of"]

_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
_UNSAFE = re.compile(
    rf"[^A-Za-z0-9_.~!$&'()*+,;=:@\-\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_PLANES}\U000e1000-\U000efffd]"
)
"""What may not stand in a segment of an IRI's path (RFC 3987): private characters of bad fonts too."""
_KINDS = {kind.lower(): kind for kind in CORE_CLASSES}


@functools.lru_cache(maxsize=1 << 16)
def entity_iri(kind: str, name: str, scope: str | None, *, base: str = ID) -> str:
    """Make the IRI of a thing: <base><class>/<scope>/<name>; national things have no scope.

    >>> entity_iri("Industry", "玉米产业", None)
    'https://w3id.org/siping-kg/id/industry/玉米产业'
    """
    parts = [kind.lower(), *([scope] if scope else []), name]
    return base + "/".join(
        _UNSAFE.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), p) for p in parts
    )


def parts_of(iri: str, *, base: str = ID) -> tuple[str, str, str | None] | None:
    """Give the class, canonical name and scope that an IRI was made from; None for any other IRI.

    >>> parts_of("https://w3id.org/siping-kg/id/company/吉林省四平市/世宝机械")
    ('Company', '世宝机械', '吉林省四平市')
    """
    kind, *rest = iri.removeprefix(base).split("/")
    if not iri.startswith(base) or kind not in _KINDS or not 1 <= len(rest) <= 2:
        return None
    return _KINDS[kind], unquote(rest[-1]), unquote(rest[0]) if len(rest) == 2 else None
