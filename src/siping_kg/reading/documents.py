"""The bytes of a DOCX or PDF file in, its text out; each needs its extra (siping-kg[docx], siping-kg[pdf])."""

from __future__ import annotations

import importlib
import io
import zipfile
from types import ModuleType

from siping_kg.model import ReadingError

__all__ = ["docx_text", "pdf_text"]


def docx_text(data: bytes, *, name: str) -> str:
    """The paragraphs and table cells of a Word document, one a line, in the order of the document."""
    docx = _extra("docx", "docx", name)
    try:
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadingError(
            f"{name}: not a Word document that can be opened ({error}); save it as docx or txt"
        ) from error
    lines: list[str] = []
    for part in document.iter_inner_content():
        cells = (
            [cell.text for row in part.rows for cell in row.cells] if hasattr(part, "rows") else [part.text]
        )
        lines.extend(cells)
    return _told("\n".join(lines) + "\n", name, "the document")


def pdf_text(data: bytes, *, name: str) -> str:
    """The text of a PDF's pages, line by line as printed."""
    pypdf = _extra("pypdf", "pdf", name)
    errors = importlib.import_module("pypdf.errors")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = [page.extract_text() for page in reader.pages]
    except errors.PyPdfError as error:
        raise ReadingError(f"{name}: not a PDF that can be opened ({error}); save its text as txt") from error
    return _told("\n".join(pages) + "\n", name, "the PDF (perhaps a scan)")


def _told(text: str, name: str, what: str) -> str:
    if not text.strip():
        raise ReadingError(f"{name}: there is no text in {what}; give the report as txt, md or html")
    return text


def _extra(module: str, extra: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise ReadingError(
            f"{name}: reading this format needs an extra: pip install 'siping-kg[{extra}]'; or save its text as txt"
        ) from error
