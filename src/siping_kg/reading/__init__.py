"""Reading: report files in any format in; text, place, year and passages with their offsets out."""

from __future__ import annotations

from siping_kg.model import ReadingError
from siping_kg.reading.report import read_report, read_text

__all__ = ["ReadingError", "read_report", "read_text"]
