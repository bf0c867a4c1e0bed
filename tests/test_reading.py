"""Reading: golden files by layout, encodings, who and when, sections, and offsets that hold on anything."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passages import SPEECH
from siping_kg.model import Passage, ReadingError, Report, Role
from siping_kg.reading import Sidecar, new_sidecar, read_report, read_text, reading_table, sidecar_path
from siping_kg.resources import BUNDLED_REPORT

LAYOUTS = Path(__file__).parent / "golden" / "reading"
INPUTS = sorted(path for path in LAYOUTS.iterdir() if path.suffix != ".out")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def assert_offsets_hold(report: Report) -> None:
    assert report.passages
    for passage in report.passages:
        assert squeezed(report.text[passage.start : passage.end]) == squeezed(passage.text)
        assert 0 < len(passage.text) <= 400
        assert len(passage.offsets) == len(passage.text)
        assert all(
            report.text[place] == character or (character == " " and report.text[place].isspace())
            for place, character in zip(passage.offsets, passage.text, strict=True)
        )
    starts = [passage.start for passage in report.passages]
    assert starts == sorted(starts)


def printed(report: Report) -> str:
    head = (report.key, report.place, report.issued, report.session, report.speaker, report.office)
    lines = [" ".join(each or "-" for each in head)]
    for each in report.passages:
        under = "".join(f" < {heading}" for heading in each.headings)
        lines.append(f"{each.role} {each.year} | {each.text}{under}")
    lines += [f"{each.term} = {each.text}" for each in report.glossary]
    return "\n".join(lines) + "\n"


def one(report: Report, words: str) -> Passage:
    (passage,) = [each for each in report.passages if words in each.text]
    return passage


@pytest.mark.parametrize("path", INPUTS, ids=[path.name for path in INPUTS])
def test_layouts_met_in_real_reports(path: Path) -> None:
    """The expected readings were written by hand, so --update-golden does not renew them."""
    report = read_report(path)
    assert printed(report) == path.with_suffix(".out").read_text(encoding="utf-8")
    assert_offsets_hold(report)


def test_the_bundled_report() -> None:
    report = read_report(BUNDLED_REPORT)
    assert (report.key, report.place, report.level) == ("四平市-2024", "吉林省四平市", "prefecture")
    assert (report.issued, report.session) == ("2024-01-16", "四平市九届人大四次会议")
    assert (report.speaker, report.office) == ("陈德明", "市长")
    assert report.text == BUNDLED_REPORT.read_bytes().decode("utf-8")
    assert_offsets_hold(report)
    assert (one(report, "22.1万户").role, one(report, "22.1万户").year) == (Role.REVIEW, 2023)
    assert (one(report, "97亿斤").role, one(report, "97亿斤").year) == (Role.PLAN, 2024)
    assert one(report, "政府偿债压力巨大").role is Role.PROBLEMS
    assert one(report, "压减10%").role is Role.SELF
    assert one(report, "⑦").text.endswith("达到80%。")
    assert "（二）推进乡村振兴，全面夯实振兴发展根基" in one(report, "97亿斤").headings
    furniture = [each.text for each in report.passages if each.role is Role.FURNITURE]
    assert "在应对挑战中迎难而上" in furniture
    assert "推动新突破谱写新篇章" in furniture
    assert any("袁松年摄" in words for words in furniture)
    assert len(furniture) == 9


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_give_the_same_passages(encoding: str) -> None:
    report = read_text(SPEECH.encode(encoding), name="a.txt")
    plain = read_text(SPEECH.encode(), name="a.txt")
    assert report.text.removeprefix("\ufeff") == SPEECH
    assert [each.text for each in report.passages] == [each.text for each in plain.passages]
    assert_offsets_hold(report)


def test_a_utf8_file_is_its_own_text_byte_order_mark_and_line_ends_too() -> None:
    data = b"\xef\xbb\xbf" + SPEECH.replace("\n", "\r\n").encode()
    assert read_text(data, name="a.txt").text == data.decode("utf-8")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("\ufeff\u3000\n".encode(), "is empty"),
        (b"\x00\x01\x02\xff" * 50, "binary data"),
        (bytes(range(256)) * 8, "binary data"),
        (SPEECH.encode() + b"\x07\x08", "line 10: binary data"),
        (SPEECH.encode()[:-3] + b"\xff\xff\xff", "line 9: not UTF-8, GB18030 or UTF-16"),
        (b"PK\x03\x04 no archive", "extra|not a Word document"),
        (b"%PDF-1.7 no pages", "extra|not a PDF"),
        ("今天天气很好。\n".encode(), "no year found.*--year"),
        ("2024年工作安排\n改造危桥10座。\n".encode(), "no place found.*--place"),
        ("四平经济开发区管委会工作报告\n2024年1月5日\n改造危桥10座。\n".encode(), "no place found.*--place"),
        ("鼓楼区政府工作报告（2024年1月5日）\n改造危桥10座。\n".encode(), "鼓楼区 may be .*福州市鼓楼区"),
    ],
)
def test_what_is_no_report_is_one_line_that_says_so(data: bytes, says: str) -> None:
    with pytest.raises(ReadingError, match=says) as caught:
        read_text(data, name="报告.txt")
    assert str(caught.value).startswith("报告.txt: ")
    assert "\n" not in str(caught.value)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"none\.txt: there is no such file"):
        read_report(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="is a folder"):
        read_report(tmp_path)


def test_options_go_before_the_sidecar_and_both_before_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SPEECH, encoding="utf-8")
    sidecar_path(path).write_text("place: 辽源市\nissued: 2020-01-02\nspeaker: 王岩\n", encoding="utf-8")
    assert read_report(path).key == "辽源市-2024"
    assert (read_report(path).issued, read_report(path).speaker) == ("2020-01-02", "王岩")
    assert read_report(path, place="四平市铁西区", year=2022).key == "四平市铁西区-2022"
    with pytest.raises(ReadingError, match=r"铁西区 may be .*四平市铁西区"):
        read_report(path, place="铁西区")
    with pytest.raises(ReadingError, match="no place 无名市"):
        read_report(path, place="无名市")


@pytest.mark.parametrize("content", ["place: [", "plaec: 四平市", "year: 去年", "- 四平市"])
def test_a_sidecar_that_is_wrong_says_where(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SPEECH, encoding="utf-8")
    sidecar_path(path).write_text(content, encoding="utf-8")
    with pytest.raises(ReadingError, match=r"a\.txt\.yml"):
        read_report(path)


@pytest.mark.parametrize(
    ("text", "name", "given"),
    [
        (SPEECH, "a.txt", ""),
        (SPEECH, "长春市-2019.md", ""),
        (SPEECH.replace("四平市", "我市"), "长春市-2019.txt", '{"file":"长春市-2019"}'),
        (SPEECH.replace("2024年", "今年").replace("2023年", "去年"), "x2019.txt", '{"file":"x2019"}'),
        (SPEECH, "a.html", '{"page":".html"}'),
    ],
)
def test_what_a_reading_was_given_besides_the_bytes_is_kept(text: str, name: str, given: str) -> None:
    assert read_text(text.encode(), name=name).given == given


def test_options_and_sidecar_are_given_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SPEECH, encoding="utf-8")
    told = read_report(path, place="长春市", year=2020).given
    assert told == '{"place":"长春市","year":2020}'
    sidecar_path(path).write_text("place: 长春市\nyear: 2020\n", encoding="utf-8")
    assert read_report(path).given == told
    assert json.loads(read_report(path, year=2021).given) == {"place": "长春市", "year": 2021}


def test_a_new_sidecar_reads_back_as_what_was_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SPEECH, encoding="utf-8")
    before = read_report(path)
    sidecar_path(path).write_text(new_sidecar(path), encoding="utf-8")
    after = read_report(path)
    assert replace(after, given="") == before
    assert json.loads(after.given)["place"] == before.place
    unknown = tmp_path / "b.txt"
    unknown.write_text("今天天气很好。\n", encoding="utf-8")
    assert "\nplace:   #" in new_sidecar(unknown)


MASTHEADS = """
——二〇二三年一月四日在商丘市第六届人民代表大会第一次会议上/代理市长  摆向阳
= 商丘市-2023 2023-01-04 摆向阳 代理市长
2013年12月15日在通化市七届人大二次会议上/市长：田玉林
= 通化市-2014 2013-12-15 田玉林 市长
2020年1月16日在博尔塔拉蒙古自治州//第十四届人民代表大会第四次会议上/自治州州长 巴德玛拉
= 博尔塔拉蒙古自治州-2020 2020-01-16 巴德玛拉 州长
2021年内蒙古自治区政府工作报告/——2021年1月26日在内蒙古自治区第十三届人民代表大会第四次会议上/自治区主席 布小林
= 内蒙古自治区-2021 2021-01-26 布小林 主席
——2023年1月6日在乌鲁木齐市第十七届人民代表大会第二次会议上/市 长  买买提明·卡德
= 乌鲁木齐市-2023 2023-01-06 买买提明·卡德 市长
锡林郭勒盟2019年政府工作报告/盟长 霍照良
= 锡林郭勒盟-2019 None 霍照良 盟长
2022年1月7日在双辽市第十九届人民代表大会第一次会议上/双辽市人民政府市长//王 丽
= 双辽市-2022 2022-01-07 王丽 市长
——2023年1月6日在乌鲁木齐市第十七届人民代表大会/第二次会议上/市 长  买买提明·卡德
= 乌鲁木齐市-2023 2023-01-06 买买提明·卡德 市长
兴安盟行政公署工作报告/——2024年1月9日在全盟经济工作会议上/盟长 苏和
= 兴安盟-2024 2024-01-09 苏和 盟长
北京市朝阳区政府工作报告/——2024年1月9日在朝阳区第十七届人民代表大会第四次会议上/区长 文献
= 北京市朝阳区-2024 2024-01-09 文献 区长
——2024年1月5日在四平市铁西区第十届人民代表大会第三次会议上/区长 李明
= 四平市铁西区-2024 2024-01-05 李明 区长
"""


@pytest.mark.parametrize(("head", "expected"), re.findall(r"^(.+)\n= (.+)$", MASTHEADS, re.MULTILINE))
def test_who_and_when(head: str, expected: str) -> None:
    body = "各位代表：\n现在，我代表人民政府，向大会报告工作。\n过去一年，改造危桥10座。\n"
    report = read_text((head.replace("/", "\n") + "\n" + body).encode(), name="a.txt")
    assert f"{report.key} {report.issued} {report.speaker} {report.office}" == expected


def test_a_look_back_within_the_plan_ends_where_the_plan_goes_on() -> None:
    text = SPEECH + "三、加强政府自身建设\n一年来，办结建议66件。今年，办结率保持100%。\n精简会议一成。\n"
    report = read_text(text.encode(), name="a.txt")
    roles = [(each.role, each.year) for each in report.passages[-3:]]
    assert roles == [(Role.REVIEW, 2023), (Role.SELF, 2024), (Role.SELF, 2024)]


def test_a_bracketed_note_is_no_entry_of_the_glossary() -> None:
    body = (
        "名词解释\n1.双碳：碳达峰、碳中和。\n（注：2014年主要数据含公主岭市。）\n2.两病：高血压、糖尿病。\n"
    )
    report = read_text((SPEECH + body).encode(), name="a.txt")
    assert [each.term for each in report.glossary] == ["双碳", "两病"]
    assert report.glossary[0].text == "碳达峰、碳中和。"


def test_the_file_name_is_asked_last() -> None:
    report = read_text("改造危桥10座。\n".encode(), name="报告/梨树县-2019.md")
    assert (report.key, report.place) == ("梨树县-2019", "吉林省梨树县")
    assert read_text(SPEECH.encode(), name="梨树县-2019.md").key == "四平市-2024"


def test_a_place_has_the_name_of_its_time() -> None:
    report = read_text("改造危桥10座。\n".encode(), name="襄樊市-2010.md")
    assert (report.place, report.place_name) == ("湖北省襄阳市", "襄樊市")


def test_long_sentences_are_split_at_semicolons_then_commas() -> None:
    part = "实施重点项目建设" * 9
    report = read_text(
        (SPEECH + f"{part}；" * 12 + "。\n" + f"{part}，" * 12 + "。\n" + part * 12 + "\n").encode(),
        name="a.txt",
    )
    assert_offsets_hold(report)
    long = [each.text for each in report.passages if part in each.text]
    assert len(long) == 8
    assert long[0].endswith("；")


def test_the_table_has_a_row_for_each_file_readable_or_not(tmp_path: Path) -> None:
    good, bad, half = tmp_path / "good.txt", tmp_path / "bad.txt", tmp_path / "half.txt"
    good.write_text(SPEECH, encoding="utf-8")
    bad.write_bytes(b"")
    half.write_text(SPEECH.split("二、")[0], encoding="utf-8")
    rows = reading_table([good, bad, half])
    assert (rows[0].place, rows[0].year, rows[0].speaker, rows[0].problem) == (
        "吉林省四平市",
        2024,
        "陈德明",
        "",
    )
    assert 0 < rows[0].review_share < 1
    assert rows[1].problem.startswith("the file is empty")
    assert rows[2].problem.startswith("no plan found")


chinese = st.text(
    st.sampled_from("一二、。；：！？，“”（）《》 \n\r\t\u3000*#—①②今年四平市增长6%.A bc"),
    min_size=1,
    max_size=600,
)


@settings(max_examples=300, deadline=None)
@given(chinese)
def test_offsets_hold_on_anything(text: str) -> None:
    report = read_text((SPEECH + text).encode(), name="a.txt", sidecar=Sidecar(place="四平市", year=2024))
    assert_offsets_hold(report)
    # No word is lost: what no passage holds is white space, Markdown's marks and punctuation at the edges.
    covered = {place for passage in report.passages for place in range(passage.start, passage.end)}
    left = {character for place, character in enumerate(report.text) if place not in covered}
    assert not re.search(r"\w", "".join(left))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        report = read_text(data, name="a.txt", place="四平市", year=2024)
    except ReadingError as error:
        message = str(error)
    else:
        message = f"a.txt: {report.sha256}"
    assert message.startswith("a.txt: ")
    assert "\n" not in message


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="gb18030", exclude_categories=["C"]), max_size=80),
    st.sampled_from(["gb18030", "utf-16", "utf-8"]),
)
def test_chinese_text_decodes_in_every_encoding(text: str, encoding: str) -> None:
    assert read_text((SPEECH + text).encode(encoding), name="a.txt").text == SPEECH + text
