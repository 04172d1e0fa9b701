"""Levels and parents follow from the codes."""

import pytest

from ..rules.shapes import Catalogue, fits, level_of, parent_of


@pytest.mark.parametrize(
    ("catalogue", "code", "level", "parent"),
    [
        (Catalogue.SPECIALTIES, "460702", "高职专科", "4607"),
        (Catalogue.SPECIALTIES, "580401K", "高职专科", "5804"),
        (Catalogue.SPECIALTIES, "260701", "职业本科", "2607"),
        (Catalogue.SPECIALTIES, "660103", "中职", "6601"),
        (Catalogue.SPECIALTIES, "4607", "专业类", "46"),
        (Catalogue.SPECIALTIES, "46", "大类", ""),
        (Catalogue.INDUSTRIES, "C", "门类", ""),
        (Catalogue.INDUSTRIES, "367", "中类", "36"),
        (Catalogue.INDUSTRIES, "3670", "小类", "367"),
        (Catalogue.OCCUPATIONS, "6-00-00-00", "大类", ""),
        (Catalogue.OCCUPATIONS, "6-22-00-00", "中类", "6-00-00-00"),
        (Catalogue.OCCUPATIONS, "6-22-02-01", "细类", "6-22-02-00"),
        (Catalogue.REGIONS, "340000", "省级", ""),
        (Catalogue.REGIONS, "340800", "地级", "340000"),
        (Catalogue.REGIONS, "340802", "县级", "340800"),
        (Catalogue.REGIONS, "429004", "县级", "420000"),  # directly under the province: no 429000 in the table
        (Catalogue.REGIONS, "340802001000", "乡级", "340802"),
        (Catalogue.DESTINATIONS, "271", "类别", ""),
    ],
)
def test_a_code_shows_its_level_and_its_parent(catalogue: Catalogue, code: str, level: str, parent: str) -> None:
    known = {"6-00-00-00", "6-22-00-00", "6-22-02-00", "340800", "420000"}

    assert (fits(catalogue, code), level_of(catalogue, code), parent_of(catalogue, code, known)) == (
        True,
        level,
        parent,
    )


def test_an_occupation_without_its_small_class_hangs_on_the_middle_one() -> None:
    known = {"1-00-00-00", "1-01-00-00", "1-01-00-01"}

    assert parent_of(Catalogue.OCCUPATIONS, "1-01-00-01", known) == "1-01-00-00"


@pytest.mark.parametrize(
    ("catalogue", "code"),
    [("specialties", "46070"), ("specialties", "460702k"), ("industries", "U"), ("industries", "36701"), ("occupations", "6-22-2-01"), ("regions", "34080"), ("destinations", "1")],
)  # fmt: skip
def test_a_code_of_another_shape_is_refused(catalogue: str, code: str) -> None:
    assert not fits(catalogue, code)
