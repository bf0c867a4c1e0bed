"""Annotated reports and their texts in; the model of names (names.npz) and the phrase counts (phrases.tsv) out.

    python data/models/train.py --texts DIR [--gold data/gold/dev data/gold/names] [--leave-out DOCUMENT…]

DIR holds reports named <place>-<year>.md. The unseen reports' places are left out of all; each report's own place is
left out of the counts it sees, so that the model sees in training what it will see in use: how many other cities use
a phrase. First the encoder learns from the texts alone (pretrain.py; --encoder keeps it between runs), then the
network learns names from the annotations. Needs torch; takes about 40 minutes of one core.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import yaml
from network import Encoder, Namer, Words, write_model
from pretrain import Numbering, pretrained, words_known
from torch import Tensor, nn
from torch.nn import functional

from siping_kg.extract.features import feature_table
from siping_kg.extract.known import known_names
from siping_kg.extract.names import candidate_spans
from siping_kg.extract.proposals import propose, running_text
from siping_kg.extract.spans import name_spans
from siping_kg.gazetteer import load_gazetteer
from siping_kg.model import Role, SipingError
from siping_kg.reading import read_report

HERE = Path(__file__).parent
OPTIONAL_WEIGHT = 0.25  # what a careful reader could leave out teaches little
NOT_RUNNING = (Role.HEADING, Role.FURNITURE, Role.GLOSSARY)
SHORTEST = 6  # characters of a text to learn from
FEWEST_CITIES = 3
FEWEST_PROVINCES = 3
LONGEST_PHRASE = 14
FEWEST_SPANS = 6
ROUNDS = 8
RATE = 2e-3
SENTENCES = 60  # at a time
FORGOTTEN = 0.05  # of the characters, and of the words


def plain(name: str) -> str:
    """Names compare without marks, white space and case."""
    return re.sub(r"""[\s"'“”‘’「」『』《》〈〉]""", "", unicodedata.normalize("NFKC", name)).lower()


def documents(folder: Path) -> list[dict]:
    """The annotated reports of a folder."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]


def phrases_of(path: Path) -> tuple[str, set[str]]:
    """Whose report it is, as province/place, and every phrase of it that could be a name."""
    try:
        report = read_report(path)
    except SipingError:
        return "", set()
    gazetteer = load_gazetteer()
    names = known_names(gazetteer, report.place, report.year)
    spans = (
        (s.text, a, b)
        for s in running_text(report, names)
        for a, b in name_spans(s)
        if b - a <= LONGEST_PHRASE
    )
    above = (report.place, *gazetteer.ancestors(report.place, year=report.year))
    province = next(key for key in above if gazetteer.division(key).level == "province")
    return f"{province}/{report.place_name}", {plain(text[a:b]) for text, a, b in spans}


def count_phrases(texts: Path, unseen: set[str]) -> dict[str, frozenset[str]]:
    """The cities in whose reports a phrase stands, unseen cities apart; only phrases of several."""
    cities: dict[str, set[str]] = defaultdict(set)
    files = [path for path in sorted(texts.glob("*.md")) if path.stem.rpartition("-")[0] not in unseen]
    with ProcessPoolExecutor() as pool:
        for place, phrases in pool.map(phrases_of, files, chunksize=8):
            for phrase in phrases:
                cities[phrase].add(place)
    return {
        phrase: frozenset(places)
        for phrase, places in cities.items()
        if len(places) >= FEWEST_CITIES and phrase
    }


def how_common(places: Collection[str]) -> int:
    """How common a phrase of these places is: 1 to 4; 0 when only few use it, 2 at most when few provinces do."""
    common = sum(len(places) >= n for n in (FEWEST_CITIES, 5, 9, 21))
    provinces = {place.partition("/")[0] for place in places}
    return common if len(provinces) >= FEWEST_PROVINCES else min(common, 2)


def write_phrases(cities: dict[str, frozenset[str]]) -> None:
    """Write phrases with how common they are."""
    lines = (f"{phrase}\t{how_common(places)}\n" for phrase, places in sorted(cities.items()))
    (HERE / "phrases.tsv").write_text("".join(lines), encoding="utf-8", newline="\n")


@dataclass(frozen=True)
class Annotated:
    """Sentences of an annotated report: their texts; for each span its text, start and end, features, class and weight."""

    texts: list[str]
    spans: list[tuple[int, int, int]]
    features: list[list[str]]
    classes: list[str]
    weights: list[float]


def annotated(gold: dict, texts: Path, cities: dict[str, frozenset[str]]) -> list[Annotated]:
    """The spans of an annotated report, some sentences at a time; class "" for spans that are no names."""
    forms: dict[str, tuple[str, bool]] = {}
    for entity in sorted(gold["entities"], key=lambda e: not e.get("must", True)):
        for form in (entity["name"], *entity.get("accept", ())):
            forms.setdefault(plain(str(form)), (entity["type"], entity.get("must", True)))
    gazetteer = load_gazetteer()
    place, year = gold["place"], gold["report_year"]
    report = read_report(texts / f"{place}-{year}.md", place=place, year=year)
    sentences = running_text(report, known_names(gazetteer, report.place, report.year))
    proposals = [propose(sentence, report, gazetteer) for sentence in sentences]
    spans = [candidate_spans(one) for one in proposals]
    counts = {
        phrase: how_common({one for one in places if not one.endswith(f"/{place}")})
        for phrase, places in cities.items()
    }
    table = feature_table(sentences, spans, [one.mentions for one in proposals], counts=counts)
    parts, number = [], 0
    for begin in range(0, len(sentences), SENTENCES):
        part = Annotated([s.text for s in sentences[begin : begin + SENTENCES]], [], [], [], [])
        for text, own in enumerate(spans[begin : begin + SENTENCES]):
            for start, end in own:
                kind, must = forms.get(plain(part.texts[text][start:end]), ("", True))
                part.spans.append((text, start, end))
                part.features.append(table.of(number))
                part.classes.append(kind)
                part.weights.append(1.0 if must else OPTIONAL_WEIGHT)
                number += 1
        if part.spans:
            parts.append(part)
    return parts


@dataclass(frozen=True)
class Batch:
    """Some sentences of a report, as numbers."""

    texts: tuple[Tensor, Tensor, Tensor]
    spans: Tensor
    features: Tensor
    begins: Tensor
    classes: Tensor
    weights: Tensor


def batch(part: Annotated, known: Words, numbering: Numbering) -> Batch:
    """Number the sentences, features and classes of a part."""
    row = {feature: row for row, feature in enumerate(known.features)}
    features = [[row[one] for one in own if one in row] for own in part.features]
    return Batch(
        numbering.tensors(part.texts),
        torch.tensor(part.spans),
        torch.tensor([one for own in features for one in own]),
        torch.tensor([0, *map(len, features)]).cumsum(0)[:-1],
        torch.tensor([known.classes.index(one) for one in part.classes]),
        torch.tensor(part.weights),
    )


def taught(encoder: Encoder, known: Words, parts: list[Annotated]) -> Namer:
    """Teach the network the classes of the spans; now and then a character or a word is unknown."""
    torch.manual_seed(0)
    random.seed(0)
    namer, numbering = Namer(encoder, known), Numbering(known)
    encoder.forget = nn.Dropout(0.2)
    batches = [batch(part, known, numbering) for part in parts]
    learner = torch.optim.AdamW(namer.parameters(), lr=RATE)
    steps = ROUNDS * len(batches)
    pace = torch.optim.lr_scheduler.OneCycleLR(learner, RATE, total_steps=steps, pct_start=0.15)
    for number in range(ROUNDS):
        random.shuffle(batches)
        total = 0.0
        for own in batches:
            characters, places, words = own.texts
            strange = (torch.rand(characters.shape) < FORGOTTEN) & (characters > 0)
            wordless = strange | (torch.rand(characters.shape) < FORGOTTEN)
            texts = characters.masked_fill(strange, 1), places, words.masked_fill(wordless, 0)
            scores = namer(texts, own.spans, own.features, own.begins)
            loss = (functional.cross_entropy(scores, own.classes, reduction="none") * own.weights).mean()
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(namer.parameters(), 5.0)
            learner.step()
            pace.step()
            total += loss.item()
        print(f"names, round {number + 1} of {ROUNDS}: {total / len(batches):.4f}", flush=True)
    return namer


def running(path: Path) -> list[str]:
    """The passages of a report that are running text."""
    try:
        report = read_report(path)
    except SipingError:
        return []
    return [one.text for one in report.passages if one.role not in NOT_RUNNING and len(one.text) >= SHORTEST]


def encoder_of(texts: Path, unseen: set[str], kept: Path | None) -> tuple[Encoder, Words]:
    """Learn an encoder from the texts, or take the one that was kept."""
    if kept and kept.exists():
        known, state = torch.load(kept, weights_only=False)
        encoder = Encoder(known, forget=0.0)
        encoder.load_state_dict(state)
        return encoder, known
    files = [path for path in sorted(texts.glob("*.md")) if path.stem.rpartition("-")[0] not in unseen]
    with ProcessPoolExecutor() as pool:
        passages = [text for own in pool.map(running, files, chunksize=8) for text in own]
    known = words_known(passages)
    encoder = pretrained(passages, known)
    if kept:
        torch.save((known, encoder.state_dict()), kept)
    return encoder, known


def main() -> None:
    """Count phrases, learn from the texts, then from the annotations."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    gold = HERE.parent / "gold"
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", default=[gold / "dev", gold / "names"])
    parser.add_argument(
        "--encoder", type=Path, help="where to keep the encoder that was learned from the texts"
    )
    parser.add_argument(
        "--leave-out", nargs="*", default=[], help="documents to measure what the others teach"
    )
    args = parser.parse_args()
    torch.set_num_threads(1)  # sums in one order
    golds = [document for folder in args.gold for document in documents(folder)]
    golds = [one for one in golds if one["document"] not in args.leave_out]
    unseen = {document["place"] for document in documents(gold / "unseen")}
    cities = count_phrases(args.texts, unseen)
    write_phrases(cities)
    with ProcessPoolExecutor() as pool:
        read = pool.map(annotated, golds, [args.texts] * len(golds), [cities] * len(golds))
        parts = [part for own in read for part in own]
    seen = Counter(feature for part in parts for own in part.features for feature in own)
    encoder, known = encoder_of(args.texts, unseen, args.encoder)
    known = replace(
        known,
        features=tuple(sorted(feature for feature, times in seen.items() if times >= FEWEST_SPANS)),
        classes=tuple(sorted({one for part in parts for one in part.classes})),
    )
    namer = taught(encoder, known, parts)
    write_model(HERE / "names.npz", namer, known)
    print(f"{len(golds)} reports, {sum(len(part.spans) for part in parts)} spans")


if __name__ == "__main__":
    main()
