"""The learned model of names: what its network computes does not depend on what else is computed beside it."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siping_kg.extract import encoder as encoding
from siping_kg.extract.encoder import MOST
from siping_kg.extract.features import FeatureTable
from siping_kg.extract.tagger import load_model
from siping_kg.model import AuthoredFileError

TEXTS = st.lists(st.text("梨树县双辽市建设产业园区，、。项目Ａa1 🐼", max_size=40), min_size=1, max_size=4)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_a_text_is_read_as_if_it_stood_alone(texts: list[str]) -> None:
    encoder = load_model().encoder
    rows, begins = encoder.rows(texts)
    for text, begin in zip(texts, begins.tolist(), strict=True):
        alone, own = encoder.rows([text])
        start = int(own[0])
        assert np.array_equal(rows[begin : begin + len(text)], alone[start : start + len(text)])


def test_rows_are_whole_numbers_however_the_text_is_cut_into_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder, texts = (
        load_model().encoder,
        ["梨树县建设新能源产业园。" * 9, "双辽市", "伊通河治理项目开工。" * 7],
    )
    rows, _ = encoder.rows(texts)
    assert np.array_equal(rows, np.rint(rows))
    assert (rows.min(), rows.max()) == (0, MOST)
    monkeypatch.setattr(encoding, "_BLOCK", 17)
    assert np.array_equal(encoder.rows(texts)[0], rows)


def test_what_a_span_says_of_itself_changes_how_likely_it_is_a_name() -> None:
    model, text = load_model(), "推进梨树县现代农业产业园建设"
    parts = ("rule=ending:Zone",), ("no such feature",), ("rule=ending:Project",)
    table = FeatureTable(parts, np.array([[0], [1], [2]]))
    shares = model.probabilities([text], [[(2, 12)] * 3], table)
    assert shares.shape == (3, len(model.classes))
    assert np.allclose(shares.sum(axis=1), 1)
    zone, project = model.classes.index("Zone"), model.classes.index("Project")
    assert shares[0, zone] > shares[1, zone]
    assert shares[2, project] > shares[1, project]


def test_a_report_without_spans_has_no_probabilities() -> None:
    assert load_model().probabilities([""], [[]], FeatureTable((), np.zeros((0, 2), int))).shape[0] == 0


@pytest.mark.parametrize("content", [b"", b"no model", b"PK\x03\x04 cut short"])
def test_a_broken_model_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "names.npz"
    path.write_bytes(content)
    with pytest.raises(AuthoredFileError, match=r"names\.npz: is not a model of names .*train\.py"):
        load_model(path)
