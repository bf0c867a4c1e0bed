"""The audit of what a reading leaves unread: which words it looks for, and which of them a graph covers."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from passages import report_text
from siping_kg.model import Role, StoreError
from siping_kg.pipeline import build_report, graph_store
from siping_kg.reading import read_report
from siping_kg.resources import BUNDLED_REPORT
from siping_kg.unread import KINDS, AuditedWord, Total, audit_words, totals, words_of
from siping_kg.vocabulary import ID, KG


def words(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("改造老旧小区22.1万户，惠及1,200人。", ["22.1万户", "1,200人"]),
        ("分别增长6.7和8.1个百分点。", ["6.7", "8.1个百分点"]),
        ("引进5-8家企业，突破千亿元大关。", ["5-8家", "千亿元"]),
        ("新建三所学校、两座公园。", ["三所", "两座"]),
        ("居全省第3位，排名全国第二。", ["3", "第二"]),
        ("收入比由3.1:1缩小，占全国的1/12。", ["3.1:1", "1/12"]),
        ("跻身世界500强，新增5TEU。", ["500", "5TEU"]),
    ],
)
def test_a_number_is_found_with_its_unit(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert {word.kind for word in words_of(text)} == {"数字"}


@pytest.mark.parametrize(
    "text",
    [
        "2023年以来，对比2021—2025年，2035远景可期。",
        "1月8日开工，28日完工，1至11月份、7、8、9月和12月底增长，建党100周年。",
        "过去五年，三年行动，用三个月完成。",
        "1.推进改革；（2）扩大开放；3）改善民生；①修路",
        "一是稳增长，第一，抓项目。（一）抓投资",
        "荣获示范市[1]，另见【12】和（3）。",
        "四平市第九届人大，第15届农博会，十二届三次全会，全会第3次举行。",
        "“十四五”规划与十四五时期开局。",
        "3号线、1号文件和5G基站，4A级景区，PM2.5浓度，国道G303。",
        "一个目标、一批项目，千方百计服务万家灯火。",
        "三次产业协调，二次供水改造，五位一体推进。",
    ],
)
def test_dates_numbering_ordinals_and_designations_are_no_numbers(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("实施“智改数转”行动，出台《四平市促进条例》。", ["“智改数转”", "《四平市促进条例》"]),
        ("构建“1+3+N”体系和“双十百千”工程3个。", ["“1+3+N”", "“双十百千”", "3个"]),
        ("印发《关于“十四五”规划的意见》。", ["《关于“十四五”规划的意见》"]),
        ("他说：“我们要撸起袖子，加油干。”", []),
    ],
)
def test_a_quoted_name_is_one_thing_and_hides_the_numbers_in_it(text: str, found: list[str]) -> None:
    assert words(text) == found


# ── what a graph covers ──


def store_of(path: Path, **said: str) -> Store:
    path.write_text(report_text(**said), encoding="utf-8")
    return graph_store(path)


def test_words_are_read_when_a_mention_or_a_figure_covers_them(tmp_path: Path) -> None:
    review = "新建高标准农田65万亩。实施“智改数转”行动。奋力攀登“好上加好”，确保24小时畅通。"
    audited = audit_words(store_of(tmp_path / "report.md", review=review))
    assert [(word.words, word.read) for word in audited] == [
        ("65万亩", True),
        ("“智改数转”", True),
        ("“好上加好”", False),
        ("24小时", False),
    ]
    assert totals(audited) == (Total("数字", 2, 1), Total("引号", 2, 1))
    assert {word.report for word in audited} == {"四平市-2024"}


def test_a_word_is_told_with_its_context_and_its_place_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    (word,) = audit_words(store_of(path, review="这一年，我们全力以赴确保主要街路24 小时畅通无阻。"))
    assert (word.words, word.context) == ("24小时", "…全力以赴确保主要街路24小时畅通无阻。")
    assert path.read_text(encoding="utf-8")[word.start :].startswith("24 小时")


def test_of_equal_prints_in_one_passage_only_those_that_a_figure_reads_are_read(tmp_path: Path) -> None:
    """The second 5% belongs to no figure once it is taken out of the graph; the first stays read."""
    store = store_of(tmp_path / "report.txt", review="工业增加值增长5%，固定资产投资增长5%。")
    assert [word.read for word in audit_words(store)] == [True, True]
    store.update(
        f'DELETE {{ GRAPH ?g {{ ?o ?p ?v }} }} WHERE {{ GRAPH ?g {{ ?o <{KG.printed}> "5%" ; <{KG.indicator}> ?i ;'
        f" ?p ?v . ?i ?label ?name FILTER(CONTAINS(STR(?name), '投资')) }} }}"
    )
    assert [word.read for word in audit_words(store)] == [True, False]


def test_headings_and_glossary_are_no_running_text(tmp_path: Path) -> None:
    text = (
        report_text(review="（一）建成“好上加好”50个\n\n稳中求进。")
        + "\n\n名词解释\n\n1.“三长”：指3类人员。\n"
    )
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    assert {Role.HEADING, Role.GLOSSARY} <= {passage.role for passage in read_report(path).passages}
    assert audit_words(graph_store(path)) == ()


@pytest.mark.parametrize("name", ["report.txt", "report.html"])
def test_the_text_in_the_graph_is_read_as_the_file_was(tmp_path: Path, name: str) -> None:
    """Place and year come from the graph: the file's name, and a sidecar, are gone by then."""
    text = report_text(review="完成“好上加好”500个。", place="铁西区")
    (tmp_path / name).write_text(
        text
        if name.endswith("txt")
        else "<html><body><p>" + text.replace("\n\n", "</p><p>") + "</p></body></html>",
        encoding="utf-8",
    )
    (tmp_path / f"{name}.yml").write_text("place: 四平市铁西区\nyear: 2023\n", encoding="utf-8")
    audited = audit_words(graph_store(tmp_path / name))
    assert [(word.report, word.words) for word in audited] == [
        ("四平市铁西区-2023", "“好上加好”"),
        ("四平市铁西区-2023", "500个"),
    ]


def test_a_report_without_its_text_is_named_with_the_way_out() -> None:
    store = graph_store(BUNDLED_REPORT)
    store.update(f"DELETE WHERE {{ GRAPH ?g {{ ?report <{KG.text}> ?text }} }}")
    with pytest.raises(StoreError, match=r"四平市-2024.*build the report again"):
        audit_words(store)


def test_totals_count_each_kind_and_have_no_share_of_nothing() -> None:
    word = AuditedWord("四平市-2024", "数字", "3个", "3个", 0, read=True)
    number, quoted = totals([word, word])
    assert (number, quoted) == (Total("数字", 2, 2), Total("引号", 0, 0))
    assert (number.share, quoted.share) == (1.0, None)
    assert tuple(total.kind for total in totals([])) == KINDS


# ── the bundled report ──


@pytest.fixture(scope="module")
def bundled() -> tuple[AuditedWord, ...]:
    store = Store()
    store.bulk_load("\n".join(build_report().quads).encode(), format=RdfFormat.N_QUADS)
    return audit_words(store)


def test_of_the_bundled_report_nine_numbers_in_ten_and_four_quoted_names_in_five_are_read(
    bundled: tuple[AuditedWord, ...],
) -> None:
    """The counts of docs/quality.md. Those that there are move only when the reading of the text, or what
    the audit looks for, does; those that are read grow as recognisers get better."""
    number, quoted = totals(bundled)
    assert (number.there, quoted.there) == (160, 126)
    assert number.read / number.there > 0.9
    assert quoted.read / quoted.there > 0.8


def test_every_figure_of_the_bundled_report_in_digits_is_a_number_that_is_read(
    bundled: tuple[AuditedWord, ...],
) -> None:
    """What the figures print and what the audit looks for are found apart from each other, and agree."""
    read = {word.start for word in bundled if word.kind == "数字" and word.read}
    report = read_report(BUNDLED_REPORT)
    store = graph_store(BUNDLED_REPORT)
    answer = store.query(
        f"SELECT ?printed (COUNT(*) AS ?n) {{ GRAPH <{ID}report/四平市-2024> "
        f"{{ ?o a <{KG.Observation}> ; <{KG.printed}> ?printed }} }} GROUP BY ?printed"
    )
    printed = {row["printed"].value: int(row["n"].value) for row in answer}
    squeezed = {start: "".join(report.text[start : start + 30].split()) for start in read}
    unseen = [
        each
        for each, count in printed.items()
        if each[0].isdigit() and sum(words.startswith(each) for words in squeezed.values()) < count
    ]
    assert unseen == []
