"""A report's passages in, its figures as Observations out: indicator, value, unit, year, kind, status, bound."""

from __future__ import annotations

from siping_kg.extract.figures.reader import read_figures
from siping_kg.extract.figures.words import FigureCase, figure_cases

__all__ = ["FigureCase", "figure_cases", "read_figures"]
