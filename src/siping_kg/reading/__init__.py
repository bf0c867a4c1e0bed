"""Reading: report files in any format in; text, place, year and passages with their offsets out."""

from __future__ import annotations

from siping_kg.reading.form import new_sidecar
from siping_kg.reading.report import read_file, read_report, read_text
from siping_kg.reading.sidecar import Sidecar, read_sidecar, sidecar_path
from siping_kg.reading.source import ReportFile, open_report_file
from siping_kg.reading.table import ReadingRow, reading_rows, reading_table

__all__ = [
    "ReadingRow",
    "ReportFile",
    "Sidecar",
    "new_sidecar",
    "open_report_file",
    "read_file",
    "read_report",
    "read_sidecar",
    "read_text",
    "reading_rows",
    "reading_table",
    "sidecar_path",
]
