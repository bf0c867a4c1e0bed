"""Nodes and links go in; the vis-network nodes, edges and options that pyvis makes of them come out."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import networkx as nx
import numpy as np

from siping_kg.model import PageError
from siping_kg.pages.network.layout import Points, positions
from siping_kg.pages.network.look import ClassLook, Look
from siping_kg.pages.network.table import Link, Node

__all__ = ["drawn_network", "vis_network"]

_EM = 13.0  # pixels: the size of a label
_LONGEST = 15  # em: a longer label is cut short in the picture, and shown whole in the panel
_SMALLEST, _LARGEST = 4.5, 19.0  # pixels: radius of a node
_WIDEST = 30.0  # pixels: no node grows beyond
_WINDOW = (800.0, 680.0)  # pixels: the room for the picture on a small screen
_BENDS = (0.0, 0.18, -0.18, 0.34, -0.34)  # the first link of a pair is straight, others bend aside

# Positions are fixed; labels are drawn by the page, which keeps them apart (vis-network doesn't).
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"font": {"size": 0}, "borderWidth": 1, "borderWidthSelected": 3},
    "edges": {"smooth": False, "arrows": {"to": {"scaleFactor": 0.5}}, "selectionWidth": 1.5},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 100000,
        "keyboard": {"enabled": True, "bindToWindow": False, "speed": {"x": 6, "y": 6, "zoom": 0.02}},
    },
}


def vis_network() -> str:
    """The vis-network program that pyvis carries, without its pointer to a source map.

    Raises PageError when the installed pyvis has none.
    """
    script = files("pyvis") / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    if not script.is_file():
        raise PageError(f"{script}: not in the installed pyvis; install pyvis 0.3.2")
    text = script.read_text(encoding="utf-8")
    return text.partition("\n//# sourceMappingURL=")[0]


def drawn_network(nodes: Sequence[Node], links: Sequence[Link], look: Look) -> dict[str, Any]:
    """Returns ``nodes``, ``edges`` and ``options`` for vis-network, in the order given; node ``n3`` is
    ``nodes[3]``, edge ``e5`` is ``links[5]``.
    """
    from pyvis.network import Network  # half a second with IPython, which only a page needs

    number = {node.iri: i for i, node in enumerate(nodes)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(nodes)))
    graph.add_edges_from((number[k.source], number[k.target]) for k in links if k.source != k.target)
    sizes = _sizes(graph)
    places = positions(graph, _boxes(nodes, sizes))
    sizes = _grown(sizes, places)
    network = Network(directed=True)
    for i, node in enumerate(nodes):
        x, y = places[i]
        style = _node_style(look.classes[node.kind])
        network.add_node(f"n{i}", label=node.label, x=x, y=y, size=sizes[i], kind=node.kind, **style)
    bends = _pair_bends(links)
    for i, link in enumerate(links):
        ends = f"n{number[link.source]}", f"n{number[link.target]}"
        network.add_edge(*ends, id=f"e{i}", relation=link.relation, **_edge_style(link, look, bends[i]))
    network.set_options(json.dumps(_OPTIONS))
    drawn_nodes, drawn_edges, _heading, _height, _width, options = network.get_network_data()
    return {"nodes": drawn_nodes, "edges": drawn_edges, "options": json.loads(options)}


def _sizes(graph: nx.Graph[int]) -> list[float]:
    """Radii in pixels: they grow with the logarithm of degree centrality, the share of all others a node
    is linked to, for the report's own city is linked to nearly all and would dwarf the rest.
    """
    others = max(len(graph) - 1, 1)
    strength = {i: math.log1p(share * others) for i, share in nx.degree_centrality(graph).items()}
    most = max(strength.values(), default=0) or 1
    span = _LARGEST - _SMALLEST
    return [_SMALLEST + span * strength[i] / most for i in range(len(graph))]


def _grown(sizes: Sequence[float], places: Sequence[tuple[int, int]]) -> list[float]:
    """Larger radii for a picture that opens zoomed out, where small marks would be specks."""
    extent = np.ptp(np.array(places or [(0, 0)]), axis=0) / np.array(_WINDOW)
    growth = max(1.0, float(extent.max())) ** 0.65
    return [round(min(size * growth, max(size, _WIDEST)), 1) for size in sizes]


def _boxes(nodes: Sequence[Node], sizes: Sequence[float]) -> Points:
    """Width and height in pixels of each node with its label beneath and some room for the lines."""
    return np.array(
        [
            (max(min(_em(node.label), _LONGEST) * _EM, 2 * size) + 12, 2 * size + _EM * 1.35 + 12)
            for node, size in zip(nodes, sizes, strict=True)
        ]
    ).reshape(-1, 2)


def _em(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.56 for c in text)


def _node_style(look: ClassLook) -> dict[str, Any]:
    inside = "#FFFFFF" if look.hollow else look.colour
    outline = look.colour if look.hollow else "#FFFFFF"
    same = {"background": inside, "border": look.colour}
    color = {"background": inside, "border": outline, "highlight": same, "hover": same}
    return {"shape": look.shape, "color": color, "borderWidth": 2.5 if look.hollow else 1}


def _edge_style(link: Link, look: Look, bend: float) -> dict[str, Any]:
    relation = look.relations[link.relation]
    style: dict[str, Any] = {
        "color": {"color": relation.colour, "highlight": "#C8102E", "hover": "#C8102E"},
        "width": relation.width,
        "dashes": _dashes(link, look),
        "arrows": "to" if relation.directed else "",
    }
    if bend:
        style["smooth"] = {
            "enabled": True,
            "type": "curvedCW" if bend > 0 else "curvedCCW",
            "roundness": abs(bend),
        }
    return style


def _dashes(link: Link, look: Look) -> list[int] | bool:
    """A full line as soon as one statement is a fact; else that of the surest status."""
    surest = next(status for name, status in look.statuses.items() if name in link.statuses())
    return list(surest.dashes) if surest.dashes else False


def _pair_bends(links: Sequence[Link]) -> list[float]:
    seen: dict[tuple[str, str], int] = {}
    bends = []
    for link in links:
        low, high = sorted((link.source, link.target))
        rank = seen.get((low, high), 0)
        seen[low, high] = rank + 1
        bend = _BENDS[min(rank, len(_BENDS) - 1)]
        # A bend is to one side of the line's own direction; the other direction needs the other sign.
        bends.append(bend if link.source == low else -bend)
    return bends
