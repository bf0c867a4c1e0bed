"""Word, PDF and web pages are read to the passages of the plain text that they show."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siping_kg.model import ReadingError, Report, Role
from siping_kg.reading import read_text

LINES = """四平市政府工作报告
——2024年1月16日在四平市第九届人民代表大会第四次会议上
市长 陈德明
各位代表：
现在，我代表市人民政府，向大会报告工作。
一、2023年工作回顾
过去一年，我们深入实施“一主六双”高质量发展战略，粮食产量达到96.14亿斤，新建高标准农田32.95万亩，黑土地保护面积达到525万亩，居全省第3位。农村人居环境明显改善，建成美丽乡村示范村12个、干净人家3.1万户。产业项目加快建设，实施5000万元以上项目229个，完成投资87.2亿元，总投资60亿元的换热器产业园开工。
民生事业全面发展，22.1万户居民用上清洁取暖。
二、2024年工作安排
新的一年，我们将改造危桥10座，新建农村公路300公里，完成老旧小区改造57个、惠及居民2.2万户，让群众生活更加方便、更有保障。
黄河路、长安街、齐心桥年内通车。""".splitlines()
PLAIN = read_text("\n".join(LINES).encode(), name="a.txt")


def running(report: Report) -> list[tuple[str, Role, int, tuple[str, ...]]]:
    for each in report.passages:
        quote = report.text[each.start : each.end]
        assert re.sub(r"\s", "", quote) == re.sub(r"\s", "", each.text)
    return [
        (each.text, each.role, each.year, each.headings)
        for each in report.passages
        if each.role is not Role.FURNITURE
    ]


def word(lines: list[str]) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def pdf(pages: list[list[str]], *, mapped: bool = True) -> bytes:
    """A PDF of lines of text in a font that is not embedded, with a table of its characters if ``mapped``."""
    used = sorted(set("".join(line for page in pages for line in page)))
    table = "\n".join(f"<{ord(each):04X}> <{ord(each):04X}>" for each in used)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(used)} beginbfchar\n{table}\nendbfchar\n"
        "endcmap end end"
    )
    streams = [cmap, *("BT /F 12 Tf 60 780 Td 20 TL " + "".join(map(_shown, page)) + "ET" for page in pages)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (" /ToUnicode 5 0 R >>" if mapped else " >>"),
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>",
        _stream(streams[0]),
    ]
    for number, stream in enumerate(streams[1:]):
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
            f" /Contents {7 + 2 * number} 0 R >>"
        )
        bodies.append(_stream(stream))
    return _file(bodies)


def _shown(line: str) -> str:
    return f"<{line.encode('utf-16-be').hex()}> Tj T*\n"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(bodies: list[str]) -> bytes:
    file = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(bodies) + 1
    return file + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(file)}\n%%EOF\n"
    ).encode("ascii")


def wrapped(width: int) -> list[str]:
    return [part for line in LINES for part in re.findall(f".{{1,{width}}}", line)]


def pages_of(lines: list[str], length: int) -> list[list[str]]:
    return [lines[first : first + length] for first in range(0, len(lines), length)]


def test_a_word_document() -> None:
    report = read_text(word(LINES), name="a.docx")
    assert (report.key, report.issued, report.speaker) == ("四平市-2024", "2024-01-16", "陈德明")
    assert running(report) == running(PLAIN)


def test_a_word_table_gives_each_cell_once_and_in_its_place() -> None:
    document, file = docx.Document(), io.BytesIO()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "2024年民生实事项目"
    for column, words in enumerate(("改造供热管网67公里。", "新建口袋公园5个。", "改造危房73户。")):
        table.cell(1, column).text = words
    document.add_paragraph("谢谢大家。")
    document.save(file)
    lines = read_text(file.getvalue(), name="a.docx").text.splitlines()
    assert lines[-5:] == [
        "2024年民生实事项目",
        "改造供热管网67公里。",
        "新建口袋公园5个。",
        "改造危房73户。",
        "谢谢大家。",
    ]


@pytest.mark.parametrize("width", [24, 38])
def test_a_pdf_of_printed_lines(width: int) -> None:
    report = read_text(pdf([wrapped(width)]), name="a.pdf")
    assert (report.key, report.issued, report.speaker) == ("四平市-2024", "2024-01-16", "陈德明")
    assert running(report) == running(PLAIN)


def test_what_pdf_pages_repeat_does_not_cut_sentences_in_two() -> None:
    pages = pages_of(wrapped(24), 4)
    framed = [
        ["2024/1/16 下午3:05", "四平市人民政府公报", *page, f"— {number} —"]
        for number, page in enumerate(pages, start=1)
    ]
    report = read_text(pdf(framed), name="a.pdf")
    assert running(report) == running(PLAIN)
    assert "公报" not in report.text
    twice = pages_of([line for line in wrapped(24) if line != LINES[3]], 4)
    assert "各位代表" not in read_text(pdf(twice), name="a.pdf").text
    assert read_text(pdf(twice), name="a.pdf").text.count("96.14亿斤") == 1


def test_radicals_in_a_pdf_are_read_as_characters() -> None:
    signs = str.maketrans("人民大长齐黄户车工生一二", "⼈⺠⼤⻓⻬⻩⼾⻋⼯⽣⼀⼆")
    framed = [line.translate(signs) for line in wrapped(24)]
    assert sum(line.count("⺠") for line in framed) > 2
    assert running(read_text(pdf([framed]), name="a.pdf")) == running(PLAIN)


def locked(data: bytes) -> bytes:
    writer, file = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: pdf([[]]), "no text in the PDF (perhaps a scan)"),
        (lambda: pdf([wrapped(24)], mapped=False).replace(b"Identity-H", b"WinAnsiEncoding"), "not Chinese"),
        (lambda: locked(pdf([wrapped(24)])), "not been decrypted"),
        (lambda: pdf([wrapped(24)])[:200], "not a PDF that can be opened"),
        (lambda: word([]), "no text in the document"),
        (lambda: word(LINES)[:4000], "not a Word document that can be opened"),
    ],
    ids=["scan", "no-table", "locked", "cut", "empty-word", "cut-word"],
)
def test_a_document_that_gives_no_text_is_one_line_that_says_so(data: Callable[[], bytes], says: str) -> None:
    with pytest.raises(ReadingError, match=re.escape(says)) as caught:
        read_text(data(), name="报告.pdf")
    assert str(caught.value).startswith("报告.pdf: ")
    assert "\n" not in str(caught.value)


SOUND = (pdf([wrapped(24)]), word(LINES))


@settings(max_examples=60)
@given(
    st.sampled_from(SOUND),
    st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 255)), min_size=1, max_size=40),
)
def test_a_damaged_document_is_read_or_refused(sound: bytes, damage: list[tuple[int, int]]) -> None:
    data = bytearray(sound)
    for place, byte in damage:
        data[5 + place % (len(data) - 5)] = byte
    try:
        running(read_text(bytes(data), name="a.pdf", place="四平市", year=2024))
        message = "a.pdf: read"
    except ReadingError as error:
        message = str(error)
    assert message.startswith("a.pdf: ")
    assert "\n" not in message


PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>四平市政府工作报告_四平市人民政府</title>
<script>var year = "2019年12月1日"; document.write("<p>广告</p>");</script><style>p {{ margin: 0 }}</style></head>
<body><header><ul><li><a href="/">首页</a></li><li><a href="/xw">新闻中心</a></li></ul></header>
<nav><p>辽源市 | 通化市 | 白山市</p></nav>
<div class="where">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<div>来源：市政府办公室&nbsp;&nbsp;发布时间：2024-01-20&nbsp;&nbsp;【打印】【关闭】</div>
{body}
<!-- <p>旧稿：改造危桥99座。</p> -->
<footer><p>版权所有：四平市人民政府</p><p>吉ICP备05000000号</p></footer>
<script>count("2024");</script></body></html>"""


def shown(lines: list[str]) -> str:
    """The lines as a page has them: entities, <br> and inline tags within paragraphs."""
    head = "<br>\n".join(f"&emsp;&emsp;{line}" for line in lines[:5])
    rest = "\n".join(
        f"<p>\n  <span>&#12288;&#12288;{line[:9]}</span><b>{line[9:]}</b></p>" for line in lines[5:]
    )
    return (head + rest).replace("“", "&ldquo;").replace("”", "&rdquo;").replace("、", "&#12289;")


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030")])
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_a_scraped_page_with_its_furniture(charset: str, encoding: str, name: str) -> None:
    page = PAGE.format(charset=charset, body=shown(LINES))
    report = read_text(page.encode(encoding), name=name)
    assert (report.key, report.issued, report.speaker) == ("四平市-2024", "2024-01-16", "陈德明")
    assert [each for each in running(report) if each[1] is not Role.OPENING] == [
        each for each in running(PLAIN) if each[1] is not Role.OPENING
    ]
    assert not re.search("广告|通化|新闻中心|危桥99|margin|count|&", report.text)
    aside = [each.text for each in report.passages if each.role is Role.FURNITURE]
    assert any("ICP备" in words for words in aside)
    assert any("当前位置" in words for words in aside)
