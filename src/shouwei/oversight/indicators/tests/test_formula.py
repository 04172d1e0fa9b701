"""What a definition may say, in words and in numbers; and the database's promise about published versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from shouwei.oversight.indicators.models import Definition
from shouwei.oversight.indicators.rules.formula import Counts, Sum, evaluate, in_words, may_define
from shouwei.oversight.indicators.rules.shipped import DEFINITIONS


def destinations(**other: Any) -> dict[str, Any]:
    return {
        "fact": "destinations", "numerator": "employed", "denominator": "employed", "place": "city", "basis": "workplace",
    } | other  # fmt: skip


def counts(graduates: int, *lines: tuple[str, str, int, int]) -> Counts:
    """Lines of part, place, claimed, proven; registered where they work."""
    people = {(part, basis, place): (a, b) for part, place, a, b in lines for basis in ("workplace", "registered")}
    return Counts(graduates=graduates, people=people)


def test_every_shipped_definition_is_in_the_vocabulary() -> None:
    assert [row.code for row in DEFINITIONS if not may_define(row.spec)] == []
    assert len({row.code for row in DEFINITIONS}) == len(DEFINITIONS) == 37


@pytest.mark.parametrize(
    ("spec", "because"),
    [
        ({"fact": "weather"}, "事实须为destinations、intake、coverage之一。"),
        ({"fact": "coverage", "depth": "x"}, "覆盖口径须为名义、有效、深度之一。"),
        ({"fact": "intake", "adults": "yes", "against": ""}, "招生口径须写明是否含扩招、是否与基期比。"),
        (destinations(adults="no"), "毕业去向口径须写明是否含扩招。"),
        (destinations(numerator="rich"), "分子、分母须从给定的去向人群中选择。"),
        (destinations(basis=""), "地域须为本市或本省，并写明按实际工作地还是单位注册地。"),
        (
            destinations(numerator="settled"),
            "分子（已落实去向的毕业生）须在分母（就业的毕业生（不含升学、出国和应征入伍））之内，否则比率没有意义。",
        ),
    ],
)
def test_what_a_formula_may_not_say(spec: dict[str, Any], because: str) -> None:
    assert may_define(spec).reason == because


def test_the_formula_in_words() -> None:
    assert in_words(destinations()) == (
        "实际工作地在本市、就业的毕业生（不含升学、出国和应征入伍）人数 ÷ 就业的毕业生（不含升学、出国和应征入伍）人数（毕业生含扩招）"
    )
    assert in_words(destinations(adults=False, place="", denominator="graduates")) == (
        "就业的毕业生（不含升学、出国和应征入伍）人数 ÷ 全部毕业生人数（毕业生不含扩招）"
    )
    assert in_words({"fact": "intake", "adults": False, "against": "baseline"}) == (
        "当年报到的新生（不含扩招） ÷ 同口径的基期报到人数"
    )


def test_every_formula_says_whether_adult_intake_is_in_it() -> None:
    silent = {row.code for row in DEFINITIONS if "扩招" not in in_words(row.spec)}
    assert silent == {"coverage.nominal"}  # which asks for no students at all


def test_only_what_is_proven_and_not_contested_counts_above_and_everything_below() -> None:
    lines = (
        ("contract", "city", 7, 4),
        ("contract", "province", 3, 3),
        ("study", "", 5, 5),
        ("waiting", "", 2, 0),
    )

    found = evaluate(destinations(), counts(20, *lines))

    assert found == Sum(numerator=4, denominator=10, claimed=7, evidence=True, provisional=True)
    assert evaluate(destinations(denominator="graduates"), counts(17, *lines)).denominator == 17
    assert evaluate(destinations(place="province"), counts(17, *lines)).numerator == 7
    assert (
        evaluate(destinations(numerator="waiting", denominator="graduates", place=""), counts(17, *lines)).numerator
        == 2
    )


def test_without_adult_intake_nobody_of_it_counts_above_or_below() -> None:
    grown = counts(6, ("contract", "city", 3, 1), ("study", "", 2, 2))
    facts = replace(
        counts(20, ("contract", "city", 7, 4), ("contract", "province", 3, 3), ("study", "", 5, 5)), grown=grown
    )

    found = evaluate(destinations(adults=False), facts)

    assert found == Sum(numerator=3, denominator=7, claimed=4, evidence=True, provisional=True)
    assert evaluate(destinations(adults=False, denominator="graduates"), facts).denominator == 14
    assert evaluate(destinations(), facts).denominator == 10


def test_nothing_to_divide_by_is_not_nought() -> None:
    assert evaluate(destinations(), Counts()).value is None
    assert evaluate({"fact": "intake", "adults": True, "against": "baseline"}, Counts(intake=9)).value is None


@pytest.mark.django_db
def test_a_published_version_is_followed_not_changed() -> None:
    row = Definition.objects.get(code="local.city.employed.workplace")
    row.name = "另一个名称"

    with pytest.raises(DatabaseError, match="followed, not changed"), transaction.atomic():
        row.save()

    row.refresh_from_db()
    assert row.name == "本地就业率（本市，占就业，按工作地）"
