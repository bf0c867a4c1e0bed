"""Annotated reports and their texts in; the model of names (names.npz) and the phrase counts (phrases.tsv) out.

    python data/models/train.py --texts DIR [--gold data/gold/dev data/gold/names] [--leave-out DOCUMENT…]

DIR holds reports named <place>-<year>.md. The unseen reports' places are left out of the counts, and each report's
own place out of its counts, so that the model sees in training what it will see in use: how many other cities use
a phrase. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from siping_kg.extract.features import feature_table
from siping_kg.extract.known import known_names
from siping_kg.extract.names import candidate_spans
from siping_kg.extract.proposals import propose, running_text
from siping_kg.extract.spans import name_spans
from siping_kg.gazetteer import load_gazetteer
from siping_kg.model import SipingError
from siping_kg.reading import read_report

HERE = Path(__file__).parent
OPTIONAL_WEIGHT = 0.25  # what a careful reader could leave out teaches little
STRENGTH = 0.3  # of the model against the penalty on its weights
FEWEST_CITIES = 3
LONGEST_PHRASE = 14
FEWEST_SPANS = 3
ROUNDS = 300
LIGHTEST = 0.03  # weights below this, in all classes, are dropped


def plain(name: str) -> str:
    """Names compare without marks, white space and case."""
    return re.sub(r"""[\s"'“”‘’「」『』《》〈〉]""", "", unicodedata.normalize("NFKC", name)).lower()


def documents(folder: Path) -> list[dict]:
    """The annotated reports of a folder."""
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))]


def phrases_of(path: Path) -> tuple[str, set[str]]:
    """The place of a report, and every phrase of it that could be a name."""
    try:
        report = read_report(path)
    except SipingError:
        return "", set()
    names = known_names(load_gazetteer(), report.place, report.year)
    spans = (
        (s.text, a, b)
        for s in running_text(report, names)
        for a, b in name_spans(s)
        if b - a <= LONGEST_PHRASE
    )
    return report.place_name, {plain(text[a:b]) for text, a, b in spans}


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


def how_common(cities: int) -> int:
    """How common a phrase of so many cities is: 1 to 4; 0 when only few use it."""
    return sum(cities >= n for n in (FEWEST_CITIES, 5, 9, 21))


def write_phrases(cities: dict[str, frozenset[str]]) -> None:
    """Write phrases with how common they are."""
    lines = (f"{phrase}\t{how_common(len(places))}\n" for phrase, places in sorted(cities.items()))
    (HERE / "phrases.tsv").write_text("".join(lines), encoding="utf-8", newline="\n")


def examples(
    gold: dict, texts: Path, cities: dict[str, frozenset[str]]
) -> list[tuple[list[str], str, float]]:
    """The spans of an annotated report: features, class ("" for no name), weight."""
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
    counts = {phrase: how_common(len(places - {place})) for phrase, places in cities.items()}
    table = feature_table(sentences, spans, [one.mentions for one in proposals], counts=counts)
    found = []
    for number, (sentence, (a, b)) in enumerate(
        (s, span) for s, own in zip(sentences, spans, strict=True) for span in own
    ):
        kind, must = forms.get(plain(sentence.text[a:b]), ("", True))
        found.append((table.of(number), kind, 1.0 if must else OPTIONAL_WEIGHT))
    return found


def train(golds: list[dict], texts: Path, cities: dict[str, frozenset[str]]) -> None:
    """Fit the model and write it: only features seen often enough, only weights that matter."""
    with ProcessPoolExecutor() as pool:
        read = pool.map(examples, golds, [texts] * len(golds), [cities] * len(golds))
        features, classes, weights = zip(*(one for own in read for one in own), strict=True)
    seen = Counter(feature for own in features for feature in own)
    vectors = DictVectorizer(dtype=np.float32)
    matrix = vectors.fit_transform([{f: 1.0 for f in own if seen[f] >= FEWEST_SPANS} for own in features])
    fitted = LogisticRegression(C=STRENGTH, max_iter=ROUNDS).fit(matrix, classes, sample_weight=weights)
    matter = np.abs(fitted.coef_).max(axis=0) >= LIGHTEST
    kept = [name for name, keep in zip(vectors.get_feature_names_out(), matter, strict=True) if keep]
    np.savez_compressed(
        HERE / "names.npz",
        classes=np.frombuffer("\n".join(fitted.classes_).encode(), dtype=np.uint8),
        features=np.frombuffer("\n".join(kept).encode(), dtype=np.uint8),
        weights=fitted.coef_.T[matter].astype(np.float16),
        bias=fitted.intercept_.astype(np.float32),
    )
    print(f"{len(golds)} reports, {len(features)} spans, {len(kept)} features")


def main() -> None:
    """Count phrases, then train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    gold = HERE.parent / "gold"
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", default=[gold / "dev", gold / "names"])
    parser.add_argument(
        "--leave-out", nargs="*", default=[], help="documents to measure what the others teach"
    )
    args = parser.parse_args()
    golds = [document for folder in args.gold for document in documents(folder)]
    unseen = {document["place"] for document in documents(gold / "unseen")}
    cities = count_phrases(args.texts, unseen)
    write_phrases(cities)
    train([one for one in golds if one["document"] not in args.leave_out], args.texts, cities)


if __name__ == "__main__":
    main()
