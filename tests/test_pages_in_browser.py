"""The network page in a real browser, opened from a file with no network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from network_frame import HOSTILE, frame_of, network_frame, statement
from siping_kg.pages import network_page, write_page

TITLE = "云泽市 · 合作网络"
DESKTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


class Opened:
    """A page opened offline from a file; every request but the file's own is stopped and kept."""

    def __init__(self, browser: Browser, path: Path, size: ViewportSize = DESKTOP) -> None:
        context = browser.new_context(viewport=size, offline=True, has_touch=size is PHONE)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.sipingNetwork")
        self.address = path.as_uri()

    def outside(self) -> list[str]:
        return [url for url in self.requests if url != self.address and not url.startswith("data:")]

    def edge_with(self, quote: str) -> str:
        said = self.page.evaluate("JSON.parse(document.getElementById('data').textContent).said")
        return next(f"e{i}" for i, all_said in enumerate(said) if any(quote in s["quote"] for s in all_said))

    def click_edge(self, edge: str) -> None:
        """Click with the mouse where the line is drawn and nothing else is."""
        point = self.page.evaluate(
            """id => { for (let part = 0.3; part < 0.75; part += 0.05) {
                 const {x, y} = sipingNetwork.edgePoint(id, part);
                 if (sipingNetwork.edgeAt(x, y) === id) return {x, y}; } }""",
            edge,
        )
        assert point, f"{edge} is covered all along"
        self.page.mouse.click(point["x"], point["y"])

    def wider_than_the_window(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.fixture(scope="module")
def network_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "网络.html"
    write_page(network_page(network_frame(), title=TITLE, subtitle="示例", note="数据为虚构。"), path)
    return path


@pytest.fixture
def opened(browser: Browser, network_file: Path) -> Iterator[Opened]:
    opened = Opened(browser, network_file)
    yield opened
    assert opened.outside() == []
    assert opened.errors == []
    opened.page.context.close()


def test_labels_are_readable_at_once_and_apart(opened: Opened) -> None:
    page = opened.page
    page.wait_for_function("sipingNetwork.readableAt() !== null")
    labels = page.evaluate("sipingNetwork.labels()")
    assert len(labels) >= 0.85 * page.evaluate("sipingNetwork.nodes")
    assert {"云泽市", "桃源县", "海州市"} <= {label["text"] for label in labels}
    assert min(label["size"] for label in labels) >= 12
    frame = page.locator("#network").bounding_box()
    assert frame
    for i, a in enumerate(labels):
        assert frame["x"] <= a["x"]
        assert a["x"] + a["w"] <= frame["x"] + frame["width"]
        for b in labels[:i]:
            beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
            assert beside or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"], (a["text"], b["text"])


INK = """() => Math.min(...sipingNetwork.labels().map(label => {
    const canvas = document.querySelector('#network canvas'), frame = canvas.getBoundingClientRect();
    const ratio = canvas.width / frame.width, context = canvas.getContext('2d');
    const {data} = context.getImageData((label.x - frame.left) * ratio, (label.y - frame.top) * ratio,
                                        label.w * ratio, label.h * ratio);
    let ink = 0;
    for (let i = 0; i < data.length; i += 4)
      if (data[i + 3] > 200 && data[i] + data[i + 1] + data[i + 2] < 200) ink += 1;
    return ink; }))"""
"""The dark pixels of the label that has fewest."""


def test_labels_are_really_painted(opened: Opened) -> None:
    """A busy machine may show the first picture before the frame has its size, so the next one counts too."""
    page = opened.page
    page.wait_for_function("sipingNetwork.readableAt() !== null")
    page.wait_for_function(f"({INK})() > 30", timeout=10_000)
    assert page.evaluate(INK) > 30


def test_a_click_on_a_line_shows_the_reports_sentence(opened: Opened) -> None:
    quote = "落实云浦对口合作，高端换热器二期等重大项目竣工投产。"
    edge = opened.edge_with(quote)
    opened.click_edge(edge)
    panel = opened.page.locator("#selected")
    assert opened.page.evaluate("sipingNetwork.selected()") == edge
    assert quote in panel.inner_text()
    assert panel.locator("mark").all_inner_texts() == ["云浦对口合作", "高端换热器二期"]
    assert "实际 2023年 · 云泽市-2024" in panel.inner_text()
    assert panel.locator("h2").inner_text() == "属于/落实"


def test_a_plan_is_called_a_plan_and_can_be_left_out(opened: Opened) -> None:
    page = opened.page
    edge = opened.edge_with("支持巨河液压争创")
    opened.click_edge(edge)
    assert page.locator("#selected h2").inner_text() == "争创（计划）"
    assert page.locator("#selected .said.Target .status").inner_text() == "计划"
    page.uncheck("#plans")
    assert edge not in page.evaluate("sipingNetwork.visible().edges")
    assert page.locator("#guide").is_visible()
    page.keyboard.press("t")
    assert page.locator("#rows .status.Actual").count() > 50
    assert page.locator("#rows .status.Target").count() == 0


def test_a_click_on_an_entity_or_its_name_lists_its_relations(opened: Opened) -> None:
    page = opened.page
    node = page.evaluate("sipingNetwork.labels().find(label => label.text === '桃源县')")
    page.mouse.click(node["x"] + node["w"] / 2, node["y"] + node["h"] / 2)
    assert page.evaluate("sipingNetwork.selected()") == node["id"]
    panel = page.locator("#selected")
    assert panel.locator("h2").inner_text() == "桃源县"
    assert "桃源县等县（市、区）齐头并进，云泽市发展的支撑更加有力。" in panel.inner_text()
    point = page.evaluate("id => sipingNetwork.nodePoint(id)", node["id"])
    page.keyboard.press("Escape")
    assert page.evaluate("sipingNetwork.selected()") is None
    page.mouse.click(point["x"], point["y"])
    assert page.evaluate("sipingNetwork.selected()") == node["id"]


def test_search_by_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("农机")
    assert all("农机" in text for text in page.locator("#found li").all_inner_texts())
    page.keyboard.press("ArrowDown")
    second = page.locator("#found li").nth(1).inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#selected h2").inner_text() == second
    assert page.locator("#found").is_hidden()
    point = page.evaluate("sipingNetwork.nodePoint(sipingNetwork.selected())")
    frame = page.locator("#network").bounding_box()
    assert frame
    assert abs(point["x"] - frame["x"] - frame["width"] / 2) < 3
    page.keyboard.press("Escape")
    assert page.locator("#guide").is_visible()
    page.keyboard.type("没有的名称")
    assert page.locator("#found-none").is_visible()


def test_lists_are_walked_with_arrow_keys_and_opened_with_enter(opened: Opened) -> None:
    page = opened.page
    page.locator("#most button").first.focus()
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    assert page.locator("#selected h2").inner_text() == name
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.className") == "back"


def test_filters_hide_classes_and_relations(opened: Opened) -> None:
    page = opened.page
    shown = page.evaluate("sipingNetwork.visible().edges.length")
    page.locator("#kinds input[value=Company]").uncheck()
    fewer = page.evaluate("sipingNetwork.visible().edges.length")
    page.locator("#relations input[value=locatedIn]").uncheck()
    fewest = page.evaluate("sipingNetwork.visible().edges.length")
    assert shown > fewer > fewest > 0
    assert f"{fewest} 条联系" in page.locator("#count").inner_text()
    assert "巨河液压" not in page.evaluate("sipingNetwork.labels().map(label => label.text)")


def test_the_table_has_every_statement_with_its_sentence(opened: Opened) -> None:
    page = opened.page
    page.click("#table-switch")
    assert page.locator("#rows tr").count() == len(network_frame())
    cells = page.locator("#rows tr").first.locator("td").all_inner_texts()
    assert cells[1] == "合作"
    assert cells[6] == "云泽市-2024"
    page.locator("#rows button", has_text="河口大米").click()
    assert page.locator("#picture-view").is_visible()
    assert page.locator("#selected h2").inner_text() == "河口大米"


def test_paper_carries_the_picture_and_the_table(opened: Opened) -> None:
    page = opened.page
    page.emulate_media(media="print")
    page.locator("#paper img").wait_for()
    page.wait_for_function("document.querySelector('#paper img').naturalWidth > 1500")
    assert page.locator("#paper tbody tr").count() == len(network_frame())
    assert page.locator(".controls").is_hidden()
    assert (
        page.locator("#paper mark").first.evaluate("m => getComputedStyle(m).backgroundColor")
        == "rgba(0, 0, 0, 0)"
    )
    page.emulate_media(media="screen")
    page.locator("#network").wait_for()
    page.click("#table-switch")
    assert page.locator("#table-view tbody tr").count() == len(network_frame())


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_is_wider_than_the_screen(browser: Browser, network_file: Path, size: ViewportSize) -> None:
    opened = Opened(browser, network_file, size)
    opened.page.evaluate("id => sipingNetwork.selectEdge(id)", opened.edge_with("齐头并进"))
    assert opened.page.locator("#selected .said").first.is_visible()
    assert not opened.wider_than_the_window()
    opened.page.click("#table-switch")
    assert opened.page.locator("#rows tr").count() > 100
    assert not opened.wider_than_the_window()
    assert opened.errors == []


def test_a_phone_stacks_the_panels(browser: Browser, network_file: Path) -> None:
    page = Opened(browser, network_file, PHONE).page
    page.click("#filters summary")
    boxes = [page.locator(part).bounding_box() for part in (".controls", "#picture-view", "#details")]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert [box["width"] for box in boxes if box] == [390] * 3
    assert len(page.evaluate("sipingNetwork.labels()")) >= 20


def test_a_hostile_quote_is_shown_as_the_text_it_is(browser: Browser, tmp_path: Path) -> None:
    write_page(network_page(frame_of(statement(quote=HOSTILE)), title=TITLE), tmp_path / "hostile.html")
    opened = Opened(browser, tmp_path / "hostile.html")
    opened.page.evaluate("sipingNetwork.selectEdge('e0')")
    assert opened.page.locator("#selected blockquote").text_content() == HOSTILE
    assert opened.page.title() == TITLE
    assert opened.outside() == []


def test_odd_networks_open_too(browser: Browser, tmp_path: Path) -> None:
    loop = statement(source="urn:b", source_label="梅河县", source_kind="Place", relation="partOf")
    for name, rows in {"empty": (), "loop": (loop, statement())}.items():
        write_page(network_page(frame_of(*rows), title=TITLE), tmp_path / f"{name}.html")
        opened = Opened(browser, tmp_path / f"{name}.html")
        assert opened.page.locator("#empty").is_visible() == (name == "empty")
        assert opened.errors == []
