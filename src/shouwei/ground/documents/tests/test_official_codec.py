"""A paper as JSON: unchanged after years in a snapshot, or refused by name."""

import json
import re
from typing import Any

import pytest

from shouwei.ground.documents.official.codec import as_json, from_json
from shouwei.ground.documents.official.document import Cell, Column, OfficialDocument, Row, Table
from shouwei.ground.documents.official.marks import Mark

from .official_samples import SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_a_paper_comes_back_unchanged_from_a_json_column(name: str) -> None:
    paper = SAMPLES[name]()

    assert from_json(json.loads(json.dumps(as_json(paper)))) == paper


def test_words_of_states_are_written_even_when_they_are_the_usual_ones() -> None:
    assert [mark["word"] for mark in as_json(OfficialDocument("通报"))["marks"]][:2] == ["逾期", "滞后"]


def test_own_words_of_states_are_kept() -> None:
    paper = OfficialDocument("通报", marks=(Mark("overdue", "超期", "超"),))

    assert from_json(as_json(paper)) == paper


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"type": "OfficialDocument", "title": "通报"}, "unknown format of an official paper: None"),
        ({"format": 1, "type": "Poster", "title": "通报"}, "unknown part of an official paper: 'Poster'"),
        ({"format": 1, "type": "Foot"}, "not an official paper: 'Foot'"),
        ({"format": 1, "type": "OfficialDocument"}, "OfficialDocument: unknown fields [], missing fields ['title']"),
        (
            {"format": 1, "type": "OfficialDocument", "title": "通报", "colour": "red"},
            "OfficialDocument: unknown fields ['colour'], missing fields []",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as refusal:
        from_json(data)

    assert str(refusal.value) == message


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([(Cell("1"),)], "row 1 of table '表' has too few cells"),
        ([(Cell("1"), Cell("2"), Cell("3"))], "row 1 of table '表' does not fit its 2 columns"),
        (
            [(Cell("1", row_span=2), Cell("2")), (Cell("3"), Cell("4"))],
            "row 2 of table '表' does not fit its 2 columns",
        ),
        ([(Cell("1", row_span=2), Cell("2"))], "row 1 of table '表' does not fit its 2 columns"),
        ([(Cell("1", col_span=3),)], "row 1 of table '表' does not fit its 2 columns"),
    ],
)
def test_a_table_whose_cells_do_not_fill_it_is_refused(rows: list[tuple[Cell, ...]], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as refusal:
        Table((Column("甲"), Column("乙")), tuple(Row(cells) for cells in rows), title="表")

    assert str(refusal.value) == message
