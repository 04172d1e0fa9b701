"""Codes with their checks: valid ones made by the standard's own arithmetic, and every way of getting them wrong."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ..rules.codes import check_credit_code, check_industry_code, check_national_code, tidy_code
from ..rules.organisations import Particulars, may_keep

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: without I, O, S, V, Z."""


def check_character(body: str) -> str:
    """The standard's own formula, written down here a second time: weights 3^i mod 31."""
    total = sum(ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


BODIES = st.tuples(
    st.sampled_from(["91", "92", "93", "12", "13", "51"]),
    st.integers(0, 999_999).map("{:06}".format),
    st.text(ALPHABET, min_size=9, max_size=9),
).map("".join)


@given(BODIES)
def test_a_credit_code_with_the_right_check_character_is_accepted(body: str) -> None:
    assert check_credit_code(body + check_character(body))


@given(BODIES, st.integers(2, 17), st.sampled_from(ALPHABET))
def test_one_character_wrong_is_always_found(body: str, place: int, letter: str) -> None:
    code = body + check_character(body)
    assume(code[place] != letter and not (place < 8 and not letter.isdigit()))

    verdict = check_credit_code(code[:place] + letter + code[place + 1 :])

    assert not verdict
    assert "校验位不对" in verdict.reason or place < 8


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91350100M000100Y4", "统一社会信用代码应为18位，现在是17位。请对照营业执照核对。"),
        ("91350100M000100Y44", "统一社会信用代码“91350100M000100Y44”的校验位不对，可能抄错一位。请对照营业执照核对。"),
    ],
)
def test_a_wrong_credit_code_is_refused_with_the_way_out(code: str, sentence: str) -> None:
    assert check_credit_code(code).reason == sentence


def test_codes_as_people_write_them() -> None:
    assert tidy_code(" ９１３５０１００－m000100y43 ") == "91350100M000100Y43"
    assert check_credit_code("91350100M000100Y43")
    assert check_credit_code("")


@pytest.mark.parametrize(
    ("code", "level", "province", "allowed"),
    [
        ("4134013345", "college", "34", True),
        ("4134113345", "college", "34", False),  # the fifth digit of a 普通高校 is 0
        ("3634000001", "college", "34", False),
        ("3634000001", "secondary", "34", True),
        ("4134013345", "secondary", "34", False),
        ("4134013345", "college", "32", False),  # another province
        ("413401334", "college", "34", False),
        ("41340133x5", "", "", False),
        ("9934000001", "", "", True),  # a type nobody has written down for us: digits only
        ("", "college", "34", True),
    ],
)
def test_a_school_code_is_checked_as_far_as_the_rule_is_published(
    code: str, level: str, province: str, allowed: bool
) -> None:
    assert bool(check_national_code(code, level=level, province=province)) is allowed


@pytest.mark.parametrize(
    ("code", "allowed"),
    [("C", True), ("36", True), ("3670", True), ("", True), ("U", False), ("36700", False), ("c", False)],
)
def test_an_industry_code_has_the_shape_of_the_standard(code: str, allowed: bool) -> None:
    assert bool(check_industry_code(code)) is allowed


KEPT = {"name_taken": False, "codes_taken": (), "ring": False}


@pytest.mark.parametrize(
    ("entered", "more", "words"),
    [
        (Particulars(name=" ", kind="school"), {}, "请填写单位全称"),
        (Particulars(name="甲", kind="school"), {"name_taken": True}, "已有名为“甲”的单位"),
        (Particulars(name="甲", kind="school"), {"codes_taken": ["学校标识码"]}, "学校标识码与其他单位重复"),
        (Particulars(name="甲", kind="school"), {"ring": True}, "上级不能是本单位或其下级单位"),
        (Particulars(name="甲", kind="enterprise", school_type="college"), {}, "只适用于学校"),
        (Particulars(name="甲", kind="school", industry_code="36"), {}, "行业代码只适用于企业和园区"),
        (Particulars(name="甲", kind="enterprise", region_code="340822"), {}, "行政区划代码只适用于"),
        (Particulars(name="甲", kind="county", region_code="34082"), {}, "应为6位数字"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(entered: Particulars, more: dict[str, object], words: str) -> None:
    assert words in may_keep(entered, **{**KEPT, **more}).reason  # type: ignore[arg-type]  # a table of arguments
