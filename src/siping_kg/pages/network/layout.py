"""A graph and the size of each node with its label go in; fixed positions without overlap come out.

The picture is laid out here, once, so that a page is readable the moment it opens and the same graph
always gives the same picture. Large components are split into communities, each laid out by itself, so
that time grows with the number of communities and not with the square of the number of nodes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

__all__ = ["positions"]

Points = NDArray[np.float64]

_ASPECT = 1.3  # the picture's width to its height: a screen between two side panels
_SPREAD = 1.5  # the room a block gets, as a multiple of the area of its labels
_WHOLE = 160  # nodes that one spring layout takes; more are split into communities
_CELL = 16.0  # pixels: the grid on which components are packed
_GOLDEN = math.pi * (3 - math.sqrt(5))


def positions(graph: nx.Graph[int], boxes: Points) -> list[tuple[int, int]]:
    """Place the nodes 0…n-1; ``boxes`` is (n, 2): width and height in pixels.

    Returns whole pixels, centred on the origin, x to the right and y down.
    """
    components = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c[0]))
    placed = np.zeros((len(boxes), 2))
    blocks = [_block(graph, members, boxes) for members in components]
    _pack(components, blocks, boxes, placed)
    if len(boxes):
        placed -= (placed.min(axis=0) + placed.max(axis=0)) / 2
    return [(round(float(x)), round(float(y))) for x, y in placed]


def _block(graph: nx.Graph[int], members: Sequence[int], boxes: Points) -> Points:
    """Positions of one connected set of nodes, in the order of ``members``."""
    own = boxes[list(members)]
    part = _ordered(graph, members)
    if len(members) <= _WHOLE:
        return _separated(_spring(part, own), own)
    # networkx's communities are sets; sorting them keeps the order of the picture fixed.
    groups = sorted(sorted(g) for g in nx.community.louvain_communities(part, weight=None, seed=7))
    if len(groups) == 1 or len(groups) >= len(members) / 2:
        # Seeds of a sunflower are more than 1 apart, so that nothing is left to separate.
        return np.asarray(_sunflower(part) * own.max(axis=0))
    blocks = [_centred(_block(graph, group, boxes), boxes[list(group)]) for group in groups]
    extents = np.array([_extent(b, boxes[list(g)]) for b, g in zip(blocks, groups, strict=True)])
    centres = _separated(_spring(_quotient(part, groups), extents, spread=1.0), extents)
    row = {member: i for i, member in enumerate(members)}
    placed = np.zeros((len(members), 2))
    for group, block, centre in zip(groups, blocks, centres, strict=True):
        placed[[row[member] for member in group]] = block + centre
    return placed


def _ordered(graph: nx.Graph[int], members: Sequence[int]) -> nx.Graph[int]:
    part: nx.Graph[int] = nx.Graph()
    part.add_nodes_from(members)
    inside = set(members)
    part.add_edges_from((a, b) for a in members for b in sorted(graph[a]) if a < b and b in inside)
    return part


def _quotient(part: nx.Graph[int], groups: Sequence[Sequence[int]]) -> nx.Graph[int]:
    group_of = {member: i for i, group in enumerate(groups) for member in group}
    quotient: nx.Graph[int] = nx.Graph()
    quotient.add_nodes_from(range(len(groups)))
    pairs = sorted((min(p), max(p)) for p in ((group_of[a], group_of[b]) for a, b in part.edges))
    quotient.add_edges_from((a, b) for a, b in pairs if a != b)
    return quotient


def _sunflower(part: nx.Graph[int]) -> Points:
    """The best connected in the middle, the others around it as seeds stand in a sunflower."""
    names = list(part.nodes)
    order = sorted(range(len(names)), key=lambda i: (-part.degree(names[i]), i))
    placed = np.zeros((len(names), 2))
    for rank, i in enumerate(order):
        radius, angle = math.sqrt(rank), rank * _GOLDEN
        placed[i] = radius * math.cos(angle), radius * math.sin(angle)
    return placed


def _spring(part: nx.Graph[int], boxes: Points, *, spread: float = _SPREAD) -> Points:
    start = _sunflower(part)
    if len(boxes) < 3 or len(boxes) >= 500:  # networkx wants SciPy from 500 nodes on
        return _scaled(start, boxes, spread)
    start = (start - start.min(axis=0)) / max(float(np.ptp(start)), 1.0)
    initial = dict(zip(part.nodes, start, strict=True))
    found = nx.spring_layout(part, pos=initial, iterations=200, seed=7, weight=None)
    return _scaled(np.array([found[name] for name in part.nodes]), boxes, spread)


def _scaled(points: Points, boxes: Points, spread: float) -> Points:
    """Stretch points over a landscape area that holds all boxes ``spread`` times.

    Springs crowd the middle and throw long arms, so each coordinate is half where the spring put it and
    half its rank, which keeps left of left and above above.
    """
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    spans = np.maximum(np.ptp(points, axis=0), 1e-9)
    even = (points - points.min(axis=0)) / spans / 2 + ranks / max(len(points) - 1, 1) / 2 - 0.5
    area = float((boxes[:, 0] * boxes[:, 1]).sum()) * spread
    return np.asarray(even * np.array([math.sqrt(area * _ASPECT), math.sqrt(area / _ASPECT)]))


def _separated(points: Points, boxes: Points, rounds: int = 400) -> Points:
    """Push overlapping boxes apart along the axis where they overlap less, until none do.

    Where pushing alone does not get there soon, the whole picture grows a little.
    """
    placed = points.copy()
    half = (boxes[:, None, :] + boxes[None, :, :]) / 2
    # Of two boxes at the same spot the later one goes right and down.
    side = np.sign(np.subtract.outer(np.arange(len(boxes)), np.arange(len(boxes))))[:, :, None]
    for turn in range(1, rounds + 1):
        apart = placed[:, None, :] - placed[None, :, :]
        overlap = half - np.abs(apart)
        clash = (overlap > 0.5).all(axis=2) & ~np.eye(len(boxes), dtype=bool)
        if not clash.any():
            break
        across = overlap[:, :, 0] < overlap[:, :, 1]
        push = np.where(np.abs(apart) > 1e-9, np.sign(apart), side) * overlap / 2
        push[:, :, 0] *= clash & across
        push[:, :, 1] *= clash & ~across
        placed += push.sum(axis=1) * 0.6
        if turn % 25 == 0:
            placed *= 1.04
    return placed


def _centred(points: Points, boxes: Points) -> Points:
    low, high = (points - boxes / 2).min(axis=0), (points + boxes / 2).max(axis=0)
    return np.asarray(points - (low + high) / 2)


def _extent(points: Points, boxes: Points) -> Points:
    return np.asarray((points + boxes / 2).max(axis=0) - (points - boxes / 2).min(axis=0) + _CELL)


def _pack(
    components: Sequence[Sequence[int]], blocks: Sequence[Points], boxes: Points, placed: Points
) -> None:
    """Set ``placed``: the largest component in the middle, each other one in the nearest gap around it."""
    taken: set[tuple[int, int]] = set()
    for members, block in zip(components, blocks, strict=True):
        centred = _centred(block, boxes[list(members)])
        cells = _cells(centred, boxes[list(members)])
        step = 0
        while True:
            radius, angle = 1.2 * math.sqrt(step), step * _GOLDEN
            dx, dy = round(radius * math.cos(angle) * _ASPECT), round(radius * math.sin(angle))
            if not any((x + dx, y + dy) in taken for x, y in cells):
                break
            step += 1
        taken.update((x + dx, y + dy) for x, y in cells)
        placed[list(members)] = centred + np.array([dx, dy]) * _CELL


def _cells(points: Points, boxes: Points) -> list[tuple[int, int]]:
    """The grid cells that a block's boxes touch."""
    low = np.floor((points - boxes / 2) / _CELL).astype(int)
    high = np.floor((points + boxes / 2) / _CELL).astype(int)
    return sorted(
        {
            (x, y)
            for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist(), strict=True)
            for x in range(x0, x1 + 1)
            for y in range(y0, y1 + 1)
        }
    )
