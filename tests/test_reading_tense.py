"""Reading: the words that turn the tense, and the lines that make a paragraph."""

from __future__ import annotations

import re

import pytest

from passages import SPEECH
from siping_kg.model import Role
from siping_kg.reading import read_text


def roles_of(body: str) -> list[tuple[Role, int]]:
    head = "\n".join(SPEECH.splitlines()[:5]).replace("2024", "2021") + "\n"
    found = read_text((head + body).encode(), name="a.txt").passages
    return [
        (each.role, each.year)
        for each in found
        if each.role not in (Role.OPENING, Role.FURNITURE, Role.HEADING)
    ]


BACK, YEAR, PLAN = (Role.LOOKBACK, 2020), (Role.REVIEW, 2020), (Role.PLAN, 2021)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("一、“十三五”时期和2020年工作回顾\n改造危桥10座。\n刚刚过去的2020年，改造危桥2座。\n", [BACK, YEAR]),
        (
            "一、2020年和“十三五”工作回顾\n改造危桥2座。\n——五年来，我们补齐短板。改造危桥10座。\n",
            [YEAR, BACK],
        ),
        (
            "一、2020年和“十三五”工作回顾\n改造危桥2座。五年来，改造危桥10座。改造危房9户。\n",
            [YEAR, BACK, BACK],
        ),
        ("一、2020年和“十三五”工作回顾\n回首“十三五”，硕果累累。改造危桥10座。\n", [BACK, BACK]),
        (
            "一、本届政府工作回顾\n改造危桥10座。\n刚刚过去的2020年，改造危桥2座。\n五年来，改造危房9户。\n",
            [BACK, YEAR, BACK],
        ),
        ("过去一年，改造危桥10座。今年，改造危桥12座。改造危房9户。\n", [YEAR, PLAN, PLAN]),
    ],
    ids=["period-first", "heading-turns", "sentence-turns", "look-back", "year-in-term", "no-headings"],
)
def test_the_words_that_turn_the_tense(body: str, expected: list[tuple[Role, int]]) -> None:
    assert roles_of(body) == expected


def test_an_outlook_that_has_a_far_goal_in_sight_is_of_its_own_period() -> None:
    before = "一、2020年工作回顾\n改造危桥2座。\n二、“十四五”时期主要目标\n"
    body = before + "锚定2035年远景目标，改造危桥50座。\n到2035年，危桥全部消除。\n"
    assert roles_of(body) == [YEAR, (Role.OUTLOOK, 2025), (Role.OUTLOOK, 2035)]


def test_a_look_back_goes_on_where_its_paragraph_is_torn() -> None:
    body = "三、加强政府自身建设\n一年来，制定规章4件。热线获评“民心单位”\n“先进单位”。办结建议66件。\n精简会议一成。\n"
    before = "一、2020年工作回顾\n改造危桥2座。\n二、2021年工作安排\n改造危桥1座。\n"
    assert roles_of(before + body) == [YEAR, PLAN, YEAR, YEAR, YEAR, YEAR, (Role.SELF, 2021)]


def test_a_heading_that_fills_its_column_does_not_run_into_the_plan() -> None:
    heading = "三、全力以赴做好2024年工作，全方位推动发展超越"
    body = "各位代表，今年是关键之年。" + "新建改造道路12条、供水管网3.5公里，惠及群众4万人。" * 9
    before = SPEECH.split("二、")[0] + "新建改造道路12条、供水管网3.5公里，惠及群众4万人。" * 9
    lines = [part for line in (*before.splitlines(), heading, body) for part in re.findall(".{1,25}", line)]
    assert len(heading) == 25
    report = read_text("\n".join(lines).encode(), name="a.txt")
    assert [each.role for each in report.passages if each.text == heading] == [Role.HEADING]
    assert report.passages[-1].role is Role.PLAN


def test_a_few_short_lines_are_no_column() -> None:
    lines = [
        "新疆生产建设兵团第八师石河子市政府工作报告",
        "——2024年1月9日在第八师石河子市第三次党代会上",
        "师长李建国",
        "现在，我代表师市，向大会报告政府工作。",
        "一、2023年工作回顾",
        "过去一年，新建道路12公里。",
        "二、2024年工作安排",
        "新建道路15公里。",
    ]
    assert [each.text for each in read_text("\n".join(lines).encode(), name="a.txt").passages] == lines


def test_lines_are_joined_however_a_column_broke_them() -> None:
    words = [each.text for each in read_text(SPEECH.encode(), name="a.txt").passages]
    body = "".join(
        f"新建改造道路{number}条、供水管网{number}.5公里，惠及群众{number}万人。" for number in range(12, 60)
    )
    whole = SPEECH + body + "\n"
    expected = [*words, *(each + "。" for each in body.split("。")[:-1])]
    for width in (15, 22, 38):
        broken = "\n".join(
            part for line in whole.splitlines() for part in re.findall(f".{{1,{width}}}", line) or [""]
        )
        for gaps in ("\n", "\n\n"):
            report = read_text(broken.replace("\n", gaps).encode(), name="a.txt")
            assert [each.text for each in report.passages][-48:] == expected[-48:]


def test_lines_that_are_not_wrapped_stay_apart() -> None:
    items = "".join(f"地区生产总值增长{number}%\n" for number in range(5, 12))
    report = read_text((SPEECH + items).encode(), name="a.txt")
    assert [each.text for each in report.passages if each.text.startswith("地区")] == items.split()


def test_in_december_this_year_is_the_year_reviewed() -> None:
    head = "2023年12月20日在四平市第九届人民代表大会第四次会议上\n现在，我代表市人民政府，向大会报告工作。\n"
    body = "今年，改造危桥10座。\n新的一年，我们将改造危桥12座。\n"
    report = read_text((head + body).encode(), name="a.txt")
    assert report.year == 2024
    assert [(each.role, each.year) for each in report.passages[-2:]] == [
        (Role.REVIEW, 2023),
        (Role.PLAN, 2024),
    ]
