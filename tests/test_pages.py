"""The network page's text and its file. What it does in a browser is in test_pages_in_browser."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from network_frame import HOSTILE, frame_of, network_frame, statement
from siping_kg.model import PageError
from siping_kg.pages import network_page, write_page
from siping_kg.pages.network.drawing import vis_network
from siping_kg.pages.network.layout import positions
from siping_kg.pages.network.look import load_look
from siping_kg.pages.network.table import nodes_and_links

TITLE = "云泽市 · 合作网络"


def page_of(*rows: dict[str, object]) -> str:
    return network_page(frame_of(*rows), title=TITLE)


def data_of(html: str) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


# The text of the page


def test_the_order_of_rows_does_not_change_a_byte() -> None:
    frame = network_frame()
    assert network_page(frame, title=TITLE) == network_page(frame.iloc[::-1], title=TITLE)


def test_hash_seeds_do_not_change_a_byte() -> None:
    code = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]);"
        "from network_frame import network_frame; from siping_kg.pages import network_page;"
        "print(hashlib.sha256(network_page(network_frame(3), title='x').encode()).hexdigest())"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    runs = {
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "4021")
    }
    assert len(runs) == 1


def test_nothing_is_fetched_from_anywhere() -> None:
    own = network_page(network_frame(), title=TITLE).replace(vis_network(), "")
    assert not re.search(r"""(src|href|@import|url\()\s*=?\s*["'(]?\s*(https?:)?//""", own)
    assert "sourceMappingURL" not in vis_network()


def test_quotes_cannot_leave_the_data_block() -> None:
    html = page_of(statement(quote=HOSTILE, source_label="<b>大桥</b>"))
    assert "onerror" in html
    assert "<img" not in html
    assert "\u2028" not in html
    assert data_of(html)["said"][0][0]["quote"] == HOSTILE  # type: ignore[index]
    assert "innerHTML" not in html.replace(vis_network(), "")


def test_a_title_is_text() -> None:
    html = network_page(network_frame(), title="<i>合作</i>", note="$note & ${x}")
    assert "<h1>&lt;i&gt;合作&lt;/i&gt;</h1>" in html
    assert "$note &amp; ${x}" in html


def test_cooperation_has_no_arrow_and_is_one_line_for_both_ways() -> None:
    ends = {"source_kind": "Place", "relation": "cooperatesWith"}
    back = {"source": "urn:b", "source_label": "梅河县", "target": "urn:a", "target_label": "梅河大桥"}
    edges = data_of(page_of(statement(**ends), statement(**ends, **back)))["edges"]
    assert [edge["arrows"] for edge in edges] == [""]
    assert data_of(page_of(statement()))["edges"][0]["arrows"] == "to"


@pytest.mark.parametrize(
    ("statuses", "dashes"),
    [(["Actual"], False), (["Target"], [9, 6]), (["Estimated"], [2, 4]), (["Target", "Actual"], False)],
)
def test_only_what_some_report_states_as_a_fact_is_a_full_line(statuses: list[str], dashes: object) -> None:
    edges = data_of(page_of(*(statement(status=status) for status in statuses)))["edges"]
    assert [edge["dashes"] for edge in edges] == [dashes]


def test_several_links_of_one_pair_lie_beside_each_other() -> None:
    edges = data_of(page_of(statement(), statement(relation="involves"), statement(relation="partOf")))[
        "edges"
    ]
    assert len({json.dumps(edge.get("smooth")) for edge in edges}) == 3


def test_a_year_column_with_gaps_gives_plain_years() -> None:
    frame = frame_of(statement(year=2023.0), statement(year=float("nan"), quote="梅河大桥在梅河县。"))
    _, links = nodes_and_links(frame, load_look())
    assert {said.year for said in links[0].said} == {"2023", ""}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"source_kind": "City"}, "row 1 .* source_kind is 'City', not one of Place"),
        ({"relation": "friendOf"}, "row 1 .* relation is 'friendOf'"),
        ({"status": "Planned"}, "row 1 .* status is 'Planned'"),
        ({"quote": None}, "row 1 .* quote is empty"),
        ({"target": "urn:a"}, "row 1 .* was "),
    ],
)
def test_an_unknown_word_is_an_error_that_names_the_statement(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(PageError, match=told):
        page_of(statement(**wrong))


def test_a_missing_column_is_named() -> None:
    with pytest.raises(PageError, match="lacks the column quote, report"):
        network_page(network_frame().drop(columns=["quote", "report"]), title=TITLE)


@pytest.mark.parametrize("size", [0, 1, 2, 90, 700])
def test_labels_have_room_whatever_the_shape(size: int) -> None:
    graph = nx.star_graph(size - 1) if size else nx.Graph()
    boxes = np.full((size, 2), (120.0, 40.0))
    points = np.array(positions(graph, boxes)).reshape(-1, 2)
    apart = np.abs(points[:, None] - points[None, :])
    clashes = ((apart[:, :, 0] < 119) & (apart[:, :, 1] < 39)).sum() - size
    assert clashes / 2 <= size * 0.05


# Writing


def test_a_page_replaces_the_one_before_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "网络.html"
    write_page("旧", path)
    write_page("新", path)
    assert path.read_bytes() == "新".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_page_that_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_page("旧", path)
    with pytest.raises(UnicodeEncodeError):
        write_page("新\ud800", path)
    assert [path.read_text(encoding="utf-8"), len(list(tmp_path.iterdir()))] == ["旧", 1]
    with pytest.raises(PageError, match=r"nowhere/page\.html: the page cannot be written"):
        write_page("新", tmp_path / "nowhere" / "page.html")
