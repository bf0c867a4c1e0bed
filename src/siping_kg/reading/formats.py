"""The bytes of a report file in, its text out, whatever the format: told by content, then by the name's suffix."""

from __future__ import annotations

import re
from pathlib import PurePath

from siping_kg.reading.decode import decode
from siping_kg.reading.documents import docx_text, pdf_text
from siping_kg.reading.html import html_text
from siping_kg.reading.radicals import with_characters

__all__ = ["text_of"]

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)


def text_of(data: bytes, *, name: str) -> str:
    """The decoded text that all offsets count in: of txt and md files the file itself, of others what they show.

    Raises ReadingError for what is no text, or needs an extra that isn't installed.
    """
    if data.startswith(_PDF):
        return with_characters(pdf_text(data, name=name))
    if data.startswith(_ZIP):
        return with_characters(docx_text(data, name=name))
    text = decode(data, name=name)
    if PurePath(name).suffix.lower() in (".html", ".htm", ".xhtml") or _PAGE.match(text):
        return with_characters(html_text(text))
    return text
