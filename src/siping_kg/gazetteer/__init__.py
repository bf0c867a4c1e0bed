"""The gazetteer's CSV and YAML files in; places with dated parents, and the place that a name means, out."""

from siping_kg.gazetteer.naming import Gazetteer, load_gazetteer
from siping_kg.gazetteer.places import CHINA, FIRST_YEAR, Division, Naming, Span

__all__ = ["CHINA", "FIRST_YEAR", "Division", "Gazetteer", "Naming", "Span", "load_gazetteer"]
