"""Tables of answers go in, self-contained HTML pages come out: each page is a folder here."""

from __future__ import annotations

from siping_kg.pages.network import network_page
from siping_kg.pages.page import write_page

__all__ = ["network_page", "write_page"]
