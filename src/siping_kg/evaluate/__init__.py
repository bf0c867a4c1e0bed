"""A gold annotation and a store in; precision, recall and F1, what was missed and what was wrong out."""

from siping_kg.evaluate.evaluation import Evaluation, evaluate, render
from siping_kg.evaluate.evidence import Evidence
from siping_kg.evaluate.gold import Gold, load_gold
from siping_kg.evaluate.matching import Score

__all__ = ["Evaluation", "Evidence", "Gold", "Score", "evaluate", "load_gold", "render"]
