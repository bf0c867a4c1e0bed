"""Verdicts in; how many are right, as lines of text or JSON, out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from siping_kg.evaluate.pairs import Verdict

__all__ = ["render_verdicts"]


def render_verdicts(
    name: str, verdicts: Sequence[Verdict], *, format: str = "table", misses: bool = False
) -> str:
    """Write how many verdicts are right, in all and of those that the graphs have; with the wrong ones if wanted."""
    counts = dict(_counts(verdicts))
    wrong = [asdict(verdict) for verdict in verdicts if not verdict.right]
    if format == "json":
        plain = {name: counts | ({"missed": wrong} if misses else {})}
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    lines = [
        f"{name}: {counts['right']} of {counts['all']} right ({counts['share']:.3f}); "
        f"{counts['right_read']} of the {counts['read']} that the graphs have"
    ]
    if misses:
        lines += [f"{one['asked']}: wanted {one['wanted']}, said {one['said']}" for one in wrong]
    return "".join(f"{line}\n" for line in lines)


def _counts(verdicts: Sequence[Verdict]) -> Iterator[tuple[str, float]]:
    right = sum(verdict.right for verdict in verdicts)
    yield "all", len(verdicts)
    yield "right", right
    yield "share", round(right / len(verdicts), 4) if verdicts else 1.0
    yield "read", sum(verdict.read for verdict in verdicts)
    yield "right_read", sum(verdict.read and verdict.right for verdict in verdicts)
