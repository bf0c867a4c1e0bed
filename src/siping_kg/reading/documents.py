"""The bytes of a DOCX or PDF file in, its text out; each needs its extra (siping-kg[docx], siping-kg[pdf])."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from types import ModuleType

from siping_kg.model import ReadingError

__all__ = ["docx_text", "pdf_text"]

# What the two libraries raise on damaged files beside their own errors: lxml's XMLSyntaxError is a SyntaxError.
_DAMAGE = (ArithmeticError, AttributeError, LookupError, NotImplementedError, OSError, RecursionError)
_DAMAGED = (*_DAMAGE, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error)
_EDGE = 2
_CHINESE = re.compile("[\u2e80-\u2fdf\u4e00-\u9fff]")
_LEAST_CHINESE = 0.2
_DIGITS = re.compile(r"\d+")


def docx_text(data: bytes, *, name: str) -> str:
    """The paragraphs and table cells of a Word document, one a line, in the order of the document."""
    docx = _extra("docx", "docx", name)
    lines: list[str] = []
    try:
        document = docx.Document(io.BytesIO(data))
        for part in document.iter_inner_content():
            if hasattr(part, "rows"):
                # A merged cell is in every row and column that it spans.
                cells = {cell._tc: cell for row in part.rows for cell in row.cells}
                lines.extend(cell.text for cell in cells.values())
            else:
                lines.append(part.text)
    except _DAMAGED as error:
        raise ReadingError(
            f"{name}: not a Word document that can be opened ({_line(error)}); save it as docx or txt"
        ) from error
    return _told("\n".join(lines) + "\n", name, "the document")


def pdf_text(data: bytes, *, name: str) -> str:
    """The text of a PDF's pages, line by line as printed, without the headers and page numbers that pages repeat."""
    pypdf = _extra("pypdf", "pdf", name)
    errors = importlib.import_module("pypdf.errors")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        pages = [page.extract_text().splitlines() for page in reader.pages]
    except (*_DAMAGED, errors.PyPdfError, errors.DependencyError) as error:
        raise ReadingError(
            f"{name}: not a PDF that can be opened ({_line(error)}); save its text as txt"
        ) from error
    lines = [line for page in _without_repeated(pages) for line in page]
    return _told("\n".join(lines) + "\n", name, "the PDF (perhaps a scan)")


def _without_repeated(pages: Sequence[list[str]]) -> list[list[str]]:
    """The lines of the pages but for those at their heads and feet that half of the pages repeat, numbers apart."""
    pages = [[line for line in page if line.strip()] for page in pages]
    heads = Counter(shape for page in pages for shape in {*map(_shape, page[:_EDGE])})
    feet = Counter(shape for page in pages for shape in {*map(_shape, page[-_EDGE:])})
    least = max(2, len(pages) / 2)
    kept: list[list[str]] = []
    for page in pages:
        last = len(page) - _EDGE
        kept.append(
            [
                line
                for number, line in enumerate(page)
                if not (number < _EDGE and heads[_shape(line)] >= least)
                and not (number >= last and feet[_shape(line)] >= least)
            ]
        )
    return kept


def _shape(line: str) -> str:
    return _DIGITS.sub("0", "".join(line.split()))


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _told(text: str, name: str, what: str) -> str:
    words = "".join(text.split())
    if not words:
        raise ReadingError(f"{name}: there is no text in {what}; give the report as txt, md or html")
    if len(_CHINESE.findall(words)) < _LEAST_CHINESE * len(words):
        # Fonts without a Unicode table give the numbers of glyphs for their characters.
        raise ReadingError(f"{name}: the text in {what} is not Chinese; give the report as txt, md or html")
    return text


def _extra(module: str, extra: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise ReadingError(
            f"{name}: reading this format needs an extra: pip install 'siping-kg[{extra}]'; or save its text as txt"
        ) from error
