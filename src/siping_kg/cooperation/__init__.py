"""A store in; who is tied to whom and by what, the network of places, and paths between things, out."""

from siping_kg.cooperation.network import LEVELS, central_places, place_network, tie_table
from siping_kg.cooperation.paths import find_paths
from siping_kg.cooperation.statements import Tie, read_ties
from siping_kg.cooperation.ties import quotes_of, ties_of

__all__ = [
    "LEVELS",
    "Tie",
    "central_places",
    "find_paths",
    "place_network",
    "quotes_of",
    "read_ties",
    "tie_table",
    "ties_of",
]
