"""Spans of a sentence with what the rules propose in; the features that the learned tagger weighs out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from siping_kg.extract.enumerations import list_heads
from siping_kg.extract.lexicon import lexicons
from siping_kg.extract.naming import bare, is_generic, kind_by_ending, phrase_counts, plain_form, sectors
from siping_kg.extract.sentence import Known, Sentence, Span
from siping_kg.model import Mention, Role

__all__ = ["span_features"]

_LENGTHS = (2, 3, 4, 5, 6, 8, 10, 13, 17, 22)


def _length(width: int) -> int:
    return next((n for n, limit in enumerate(_LENGTHS) if width <= limit), len(_LENGTHS))


def _shape(name: str) -> Iterable[str]:
    """What the characters of a span say, whoever stands around it."""
    plain = bare(name)
    yield f"len={_length(len(plain))}"
    for width in (1, 2, 3, 4):
        if len(plain) >= width:
            yield f"e{width}={plain[-width:]}"
    for width in (1, 2, 3):
        if len(plain) > width:
            yield f"f{width}={plain[:width]}"
    yield f"ending={kind_by_ending(plain)}"
    yield f"quoted={name[0] in '“《'}{name[-1] in '”》'}{'“' in name[1:-1]}"
    if any(c.isdigit() for c in plain):
        yield "digit"
    if plain.isascii():
        yield "ascii"
    if is_generic(name):
        yield "generic"
    common = phrase_counts().get(plain_form(name), 0)
    yield f"cities={common}"
    yield f"cities={common}:{kind_by_ending(plain)}"
    if plain in sectors() or plain.removesuffix("产业") in sectors():
        yield "sector"


def _around(sentence: Sentence, start: int, end: int) -> Iterable[str]:
    """What stands before and after a span."""
    mask = sentence.mask
    yield f"l2={mask[max(0, start - 2) : start]}"
    yield f"l1={mask[start - 1 : start]}"
    yield f"r1={mask[end : end + 1]}"
    yield f"r2={mask[end : end + 2]}"
    yield f"role={'plan' if sentence.passage.role in (Role.PLAN, Role.OUTLOOK) else 'review'}"


def _names_inside(known: tuple[Known, ...], start: int, end: int) -> Iterable[str]:
    for name in known:
        if name.start == start and name.end == end:
            yield f"known={name.kind}"
        elif name.start == start and name.end < end:
            yield f"starts={name.kind}"
        elif start < name.start and name.end == end:
            yield f"closes={name.kind}"
        elif start < name.start and name.end < end:
            yield f"holds={name.kind}"
        elif name.start < end and start < name.end:
            yield "cuts"


def span_features(
    sentence: Sentence, spans: Iterable[Span], proposed: Iterable[Mention]
) -> dict[Span, list[str]]:
    """Give the features of each span. Proposals count where they are the span, lie in it, or hold it."""
    exact: dict[Span, list[Mention]] = defaultdict(list)
    for mention in proposed:
        exact[(mention.start, mention.end)].append(mention)
    heads = list_heads(sentence)
    classes = {lexicon.kind for lexicon in lexicons()}
    found: dict[Span, list[str]] = {}
    for start, end in spans:
        features = [*_shape(sentence.text[start:end]), *_around(sentence, start, end)]
        features += _names_inside(sentence.known, start, end)
        features += [f"rule={m.rule}:{m.kind}" for m in exact.get((start, end), ())]
        for (a, b), mentions in exact.items():
            if (a, b) != (start, end) and a < end and start < b:
                how = "in" if a <= start and end <= b else "over" if start <= a and b <= end else "across"
                features += [f"{how}={m.kind}" for m in mentions if m.kind in classes or m.kind == "Place"]
        for a, b, head, kind in heads:
            if a <= start and end <= b:
                features += [f"list={kind}", f"head={head}", f"list={kind}:{_length(end - start)}"]
        found[start, end] = list(dict.fromkeys(features))
    return found
