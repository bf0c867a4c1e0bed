"""The bytes of a text file in, its decoded text out: UTF-8, UTF-16 and GB18030 are told apart by content."""

from __future__ import annotations

import codecs
import re

from siping_kg.model import ReadingError

__all__ = ["decode"]

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_COMMON = frozenset(
    "的一在和了是年、，。；：％%0123456789 \n市县区省工作全大发展新建设实施项目政府人民经济产业"
)
_SAMPLE = 20_000
_LEAST_COMMON = 0.15


def decode(data: bytes, *, name: str) -> str:
    """Decode a text file, changing nothing in it: line ends stay as they are.

    A UTF-8 byte-order mark stays as U+FEFF, so that the text is exactly the file and offsets made with any
    plain UTF-8 reader agree; a UTF-16 one says only how to read the bytes and goes.
    Raises ReadingError when the file is empty, holds binary data, or is in no encoding of Chinese text.
    """
    if not data.strip():
        raise ReadingError(f"{name}: the file is empty; give the file that holds the report's text")
    text = _utf16_marked(data, name) or _utf8(data)
    if text is None:
        text = _by_content(data, name)
    control = _CONTROLS.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        raise ReadingError(
            f"{name}: line {line}: binary data, not text; give a txt, md, html, docx or pdf file"
        )
    if not text.strip("\ufeff \t\r\n\f\v\u3000\xa0"):
        raise ReadingError(f"{name}: the file is empty; give the file that holds the report's text")
    return text


def _utf16_marked(data: bytes, name: str) -> str | None:
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise ReadingError(f"{name}: not UTF-16 at byte {error.start}; save it as UTF-8") from error


def _utf8(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    # ASCII characters in UTF-16 are valid UTF-8 with every second character a NUL.
    return None if "\x00" in text[:_SAMPLE] else text


def _by_content(data: bytes, name: str) -> str:
    """The one encoding in which the bytes read as Chinese prose; random bytes read as rare characters."""
    best: tuple[float, str] = (0.0, "")
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        best = max(best, (sum(map(_COMMON.__contains__, sample)) / max(1, len(sample)), text))
    if best[0] >= _LEAST_COMMON:
        return best[1]
    raise ReadingError(_why_not(data, name))


def _why_not(data: bytes, name: str) -> str:
    if b"\x00" in data[:_SAMPLE]:
        return f"{name}: binary data, not text; give a txt, md, html, docx or pdf file"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"{name}: line {line}: not UTF-8, GB18030 or UTF-16 (byte {error.start}); save it as UTF-8"
    return f"{name}: binary data, not text; give a txt, md, html, docx or pdf file"
