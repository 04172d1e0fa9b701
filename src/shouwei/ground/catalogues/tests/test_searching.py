"""Pieces of the index, and the order of hits."""

from hypothesis import given
from hypothesis import strategies as st

from ..rules.searching import haystack, holds, normal, pieces, rank, wanted

NEV = {"code": "460702", "name": "新能源汽车技术", "spelled": "xinnengyuanqichejishu xnyqcjs"}


def test_hits_are_ordered_by_how_well_they_fit() -> None:
    queries = ("460702", "新能源汽车技术", "4607", "新能源", "xnyqcjs", "xny", "汽车", "qiche")

    assert [rank(query, **NEV) for query in queries] == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_query_in_wide_letters_with_spaces_is_meant_the_same() -> None:
    assert normal(" ４６０７ 02") == "460702"
    assert holds("新能源 汽车", **NEV)


def test_pieces_that_are_there_do_not_make_a_hit() -> None:
    assert not holds("技术汽车", **NEV)


@given(st.text("新能源汽车技术abc ", min_size=1, max_size=9), st.text("新能源汽车技术abc", min_size=1, max_size=12))
def test_the_index_never_loses_a_hit(query: str, name: str) -> None:
    """Whatever the row holds as a whole, its pieces hold too: the index may offer too much, never too little."""
    text = haystack(code="1", name=name, spelled="")

    if normal(query) and holds(query, code="1", name=name, spelled=""):
        assert set(wanted(query)) <= set(pieces(text))
