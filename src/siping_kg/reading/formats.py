"""The bytes of an HTML, DOCX or PDF file in, its text out, one paragraph a line."""

from __future__ import annotations

from siping_kg.reading.decode import decode

__all__ = ["FORMATS", "text_of"]

FORMATS = frozenset({".html", ".htm", ".docx", ".pdf"})


def text_of(data: bytes, suffix: str, *, name: str) -> str:
    """The text of a file in one of FORMATS."""
    return decode(data, name=name)
