"""Short reports written for the tests, in the styles of the genre."""

from __future__ import annotations

from siping_kg.extract import Extraction, extract
from siping_kg.gazetteer import load_gazetteer
from siping_kg.reading import read_text

HEAD = "{place}政府工作报告\n\n——2024年1月16日在{place}第九届人民代表大会第四次会议上\n\n市长 王某某\n\n各位代表：\n\n"
REVIEW = "一、2023年工作回顾\n\n"
PLAN = "\n\n二、2024年主要目标和重点工作\n\n"

SPEECH = """四平市政府工作报告
——2024年1月16日在四平市第九届人民代表大会第四次会议上
市长 陈德明
各位代表：
现在，我代表市人民政府，向大会报告工作。
一、2023年工作回顾
过去一年，粮食产量达到96.14亿斤。
二、2024年工作安排
改造危桥10座。
"""


def report_text(*, review: str = "", plan: str = "", place: str = "四平市") -> str:
    return HEAD.format(place=place) + REVIEW + review + PLAN + plan


def extracted(*, review: str = "", plan: str = "", place: str = "四平市") -> Extraction:
    text = report_text(review=review, plan=plan, place=place)
    return extract(read_text(text.encode(), name="test.txt"), load_gazetteer())


def names(extraction: Extraction, kind: str) -> set[str]:
    return {m.name for m in extraction.mentions if m.kind == kind}


def links(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {(link.subject.name, link.predicate, link.object.name) for link in extraction.links}
