"""Annotated reports and their texts in; the model of names (names.npz) and the phrase counts (phrases.tsv) out.

    python data/models/train.py --texts DIR [--gold data/gold/dev] [--leave-out DOCUMENT]

DIR holds reports named <place>-<year>.md; those of annotated places are left out of the counts, so that the
model sees in training what it will see in use: how many other cities use a phrase. Needs scikit-learn.
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

from siping_kg.extract.features import span_features
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
LIGHTEST = 0.02  # weights below this, in all classes, are dropped


def plain(name: str) -> str:
    """Names compare without marks, white space and case."""
    return re.sub(r"""[\s"'“”‘’「」『』《》〈〉]""", "", unicodedata.normalize("NFKC", name)).lower()


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


def count_phrases(texts: Path, annotated: set[str]) -> dict[str, int]:
    """In how many cities' reports a phrase stands, annotated cities apart."""
    cities: dict[str, set[str]] = defaultdict(set)
    files = [path for path in sorted(texts.glob("*.md")) if path.stem.rpartition("-")[0] not in annotated]
    with ProcessPoolExecutor() as pool:
        for place, phrases in pool.map(phrases_of, files, chunksize=8):
            for phrase in phrases:
                cities[phrase].add(place)
    return {
        phrase: len(places) for phrase, places in cities.items() if len(places) >= FEWEST_CITIES and phrase
    }


def write_phrases(counts: dict[str, int]) -> None:
    """Phrases with how common they are: 1 to 4."""
    lines = (
        f"{phrase}\t{1 + sum(count >= n for n in (5, 9, 21))}\n" for phrase, count in sorted(counts.items())
    )
    (HERE / "phrases.tsv").write_text("".join(lines), encoding="utf-8", newline="\n")


def examples(gold: dict, texts: Path) -> tuple[list[list[str]], list[str], list[float]]:
    """The spans of an annotated report: features, class ("" for no name), weight."""
    forms: dict[str, tuple[str, bool]] = {}
    for entity in sorted(gold["entities"], key=lambda e: not e.get("must", True)):
        for form in (entity["name"], *entity.get("accept", ())):
            forms.setdefault(plain(str(form)), (entity["type"], entity.get("must", True)))
    gazetteer = load_gazetteer()
    report = read_report(texts / f"{gold['place']}-{gold['report_year']}.md")
    names = known_names(gazetteer, report.place, report.year)
    features, classes, weights = [], [], []
    for sentence in running_text(report, names):
        proposals = propose(sentence, report, gazetteer)
        for (a, b), own in span_features(sentence, candidate_spans(proposals), proposals.mentions).items():
            kind, must = forms.get(plain(sentence.text[a:b]), ("", True))
            features.append(own)
            classes.append(kind)
            weights.append(1.0 if must else OPTIONAL_WEIGHT)
    return features, classes, weights


def train(golds: list[dict], texts: Path) -> None:
    """Fit the model and write it: only features seen twice, only weights that matter."""
    features, classes, weights = [], [], []
    for gold in golds:
        for all_, some in zip((features, classes, weights), examples(gold, texts), strict=True):
            all_ += some
    seen = Counter(feature for own in features for feature in own)
    vectors = DictVectorizer(dtype=np.float32)
    matrix = vectors.fit_transform([{f: 1.0 for f in own if seen[f] > 1} for own in features])
    fitted = LogisticRegression(C=STRENGTH, max_iter=400).fit(matrix, classes, sample_weight=weights)
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
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--gold", type=Path, default=HERE.parent / "gold" / "dev")
    parser.add_argument("--leave-out", default="", help="a document, to measure on it what the others teach")
    parser.add_argument("--keep-phrases", action="store_true", help="do not count the phrases anew")
    args = parser.parse_args()
    golds = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(args.gold.glob("*.yaml"))]
    if not args.keep_phrases:
        unseen = [
            yaml.safe_load(p.read_text(encoding="utf-8"))
            for p in sorted((args.gold.parent / "unseen").glob("*.yaml"))
        ]
        write_phrases(count_phrases(args.texts, {gold["place"] for gold in golds + unseen}))
    train([gold for gold in golds if gold["document"] != args.leave_out], args.texts)


if __name__ == "__main__":
    main()
