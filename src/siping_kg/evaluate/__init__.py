"""A gold annotation and a store in; precision, recall and F1, what was missed and what was wrong out."""

from siping_kg.evaluate.evaluation import Evaluation, evaluate, render
from siping_kg.evaluate.evidence import Evidence
from siping_kg.evaluate.gold import Gold, load_gold
from siping_kg.evaluate.gold_promises import GoldLedger, load_promises
from siping_kg.evaluate.matching import Score
from siping_kg.evaluate.pairs import Verdict, judge_pairs, judge_parents, load_pairs, load_parents
from siping_kg.evaluate.promises import judge_promises
from siping_kg.evaluate.verdicts import render_verdicts

__all__ = [
    "Evaluation",
    "Evidence",
    "Gold",
    "GoldLedger",
    "Score",
    "Verdict",
    "evaluate",
    "judge_pairs",
    "judge_parents",
    "judge_promises",
    "load_gold",
    "load_pairs",
    "load_parents",
    "load_promises",
    "render",
    "render_verdicts",
]
