"""A data frame of statements goes in; the cooperation network as one HTML page comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import msgspec

from siping_kg.pages.network.drawing import drawn_network, vis_network
from siping_kg.pages.network.look import FOLDER, Look, load_look
from siping_kg.pages.network.table import COLUMNS, Link, Node, nodes_and_links
from siping_kg.pages.page import assemble

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "network_page"]

_SCRIPTS = ("data.js", "labels.js", "picture.js", "details.js", "lists.js", "print.js", "page.js")


def network_page(frame: pd.DataFrame, *, title: str, subtitle: str = "", note: str = "") -> str:
    """Draw the statements as a network that opens in any browser with no network connection.

    ``frame`` has one row per statement and passage, with the columns ``COLUMNS``; the order of its rows does
    not matter, and the same rows give the same text. ``title``, ``subtitle`` and ``note`` are plain text.
    A frame without rows gives a page that says so.

    Raises PageError, naming the column or row, for a frame that can't be drawn.
    """
    look = load_look()
    nodes, links = nodes_and_links(frame, look)
    data = drawn_network(nodes, links, look) | _said(nodes, links, look)
    words = {"title": title, "subtitle": subtitle, "note": note}
    return assemble(FOLDER, words=words, data=data, scripts=_SCRIPTS, library=vis_network())


def _said(nodes: Sequence[Node], links: Sequence[Link], look: Look) -> dict[str, Any]:
    """What the panels and the table show: IRIs by node, statements by link, and the words for them."""
    return {
        "iris": [node.iri for node in nodes],
        "said": [[asdict(said) for said in link.said] for link in links],
        "classes": msgspec.to_builtins(look.classes),
        "relations": msgspec.to_builtins(look.relations),
        "statuses": msgspec.to_builtins(look.statuses),
    }
