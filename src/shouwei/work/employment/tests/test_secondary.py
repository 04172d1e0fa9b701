"""What is asked of secondary vocational graduates besides: lists by edition, form, import, and the summary by school."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.sheets import SHEETS, Context, Rows
from shouwei.core.verdict import Refused
from shouwei.work.employment.models import Correction, Destination
from shouwei.work.employment.rules.secondary import LABELS, NAMES, may_say
from shouwei.work.employment.secondary import summary_lines
from shouwei.work.employment.workflows.write_destination import write_destination

from .graduates import COHORT, DAY, destination, graduate
from .test_destinations import VALUES

WORKS = {
    "sector": "second",
    "settlement": "town",
    "region": "province",
    "contract_length": "3",
    "pay_band": "5000",
    "found_by": "school",
}


@pytest.mark.parametrize(
    ("said", "other", "sentence"),
    [
        (WORKS, {}, ""),
        ({}, {"level": "higher"}, ""),
        ({"sector": "", "study_way": ""}, {"level": "higher"}, ""),
        (WORKS, {"level": "technician"}, ""),
        ({"sector": "second"}, {"level": "higher"}, "从业产业只对中职、技工毕业生填写"),
        ({"pay_band": "9"}, {}, "起薪（月）“9”不在中职现行表的列表中，请选择：2000元及以下、"),
        ({"sector": "second"}, {"code": "80"}, "从业产业只对直接就业的毕业生填写"),
        ({"study_way": "gaokao"}, {"code": "80"}, ""),
        ({"study_way": "gaokao"}, {}, "升学途径只对升学、出国的毕业生填写"),
        ({"study_way": "abroad"}, {"code": "80"}, "对应毕业去向85"),
        ({"study_way": "abroad"}, {"code": "85"}, ""),
        ({"study_way": "gaokao"}, {"code": "85"}, "对应毕业去向85"),
        ({"region": "elsewhere"}, {}, "就业地域“外省”与工作地代码340811不一致"),
        ({"region": "elsewhere"}, {"county": "320505"}, ""),
        ({"region": "abroad"}, {}, ""),
        ({"region": "province"}, {"cohort": 2018}, "不在中职早期表的列表中，请选择：本地、异地、境外"),
        ({"region": "local"}, {"cohort": 2018}, ""),
        ({"region": "local"}, {"cohort": 2018, "county": "340104"}, "就业地域“本地”与工作地代码340104不一致"),
        ({"study_way": "any"}, {"cohort": 2018, "code": "85"}, ""),
    ],
)
def test_what_may_be_said(said: dict[str, str], other: dict[str, Any], sentence: str) -> None:
    asked: dict[str, Any] = {"code": "11", "county": "340811", "level": "secondary", "cohort": COHORT, "home": "3408"}

    verdict = may_say(said, **(asked | other))

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


def test_only_for_secondary_levels_is_the_section_shown_and_what_is_said_is_kept(cast: Cast, client: Client) -> None:
    ours = graduate(cast.north, "S1", level="secondary")
    other = graduate(cast.north, "S2", level="higher")
    client.force_login(cast.wu.user)
    address = reverse("employment:write_destination", args=[ours.pk])

    shown = [
        "中职毕业生就业情况" in client.get(reverse("employment:write_destination", args=[one.pk])).content.decode()
        for one in (ours, other)
    ]
    sent = {name: value for name, value in VALUES.items() if value is not None and name != "matches_specialty"}
    client.post(address, sent | WORKS | {"matches_specialty": "yes", "started_on": "2026-07-01", "edition": 0})

    row = Destination.objects.get()
    page = client.get(reverse("employment:destination", args=[row.pk])).content.decode()
    assert shown == [True, False]
    assert {name: getattr(row, name) for name in NAMES} == WORKS | {"study_way": ""}
    assert row.secondary_edition == "中职现行表"
    assert [
        word for word in ("第二产业", "镇区", "本省", "2—3年（含）", "3001—5000元", "学校推荐") if word not in page
    ] == []


def test_a_correction_tells_it_in_words(cast: Cast, client: Client) -> None:
    student = graduate(cast.north, "S1", level="secondary")
    row = write_destination(student, values=VALUES | WORKS, reason="", seen_edition=0, by=cast.wu, today=DAY)
    write_destination(
        student,
        values=VALUES | WORKS | {"pay_band": "more"},
        reason="起薪填错",
        seen_edition=1,
        by=cast.wu,
        today=DAY,
    )
    with pytest.raises(Refused, match="只对直接就业"):
        write_destination(
            student, values=VALUES | WORKS | {"code": "80"}, reason="", seen_edition=2, by=cast.wu, today=DAY
        )
    client.force_login(cast.wu.user)

    page = client.get(reverse("employment:destination", args=[row.pk])).content.decode()

    assert Correction.objects.get().changes == {"pay_band": ["5000", "more"]}
    assert "起薪（月）：3001—5000元 → 5000元以上" in page


def test_the_sheet_has_its_columns_and_knows_words_of_both_editions() -> None:
    columns = {column.name: column for column in SHEETS["employment.destinations"].columns}

    assert [columns[name].heading for name in NAMES] == list(LABELS.values())
    region = columns["region"].choices
    assert region is not None
    assert (region["本省"], region["外省"], region["本地"], region["境外"]) == (
        "province",
        "elsewhere",
        "local",
        "abroad",
    )


@pytest.mark.django_db
def test_a_file_brings_it_leaves_it_empty_and_is_refused_by_row(cast: Cast) -> None:
    sheet = SHEETS["employment.destinations"]
    for number, level in (("S1", "secondary"), ("S2", "secondary"), ("S3", "higher")):
        graduate(cast.north, number, level=level)
    context = Context(cast.wu, DAY)
    names = ("school", "student_no", "code", "employer_name", "workplace_county", "sector", "region", "study_way")
    works = ("11", "启明机械有限公司", "340811")

    def given(*lines: tuple[Any, ...]) -> Rows:
        return Rows(names, [(cast.north.pk, *line) for line in lines])

    assert sheet.check_rows is not None
    bad = given(("S1", *works, "second", "elsewhere", None), ("S3", *works, "second", None, None))
    faults = [(fault.row, fault.reason) for fault in sheet.check_rows(bad, context)]
    good = given(("S1", *works, "second", "province", None), ("S2", *works, None, None, None))
    assert list(sheet.check_rows(good, context)) == []
    sheet.store.write(good, context)

    assert faults == [
        (0, "就业地域“外省”与工作地代码340811不一致，请核对两项。"),
        (1, "从业产业只对中职、技工毕业生填写，请留空。"),
    ]
    kept = Destination.objects.order_by("student__student_no")
    assert list(kept.values_list("sector", "region", "secondary_edition")) == [
        ("second", "province", "中职现行表"),
        ("", "", ""),
    ]
    keys = [(cast.north.pk, "S2")]
    assert sheet.store.current(keys, ("sector", "study_way"), context) == {
        keys[0]: (None, None)
    }  # unchanged when it comes again


def three_schools(cast: Cast) -> None:
    for i in range(4):
        destination(graduate(cast.north, f"S{i}", level="secondary"), matches_specialty=i < 3, **WORKS)
    destination(graduate(cast.north, "S4", level="secondary"), code="80", employer_name="", study_way="vocational")
    destination(graduate(cast.north, "S5", level="secondary"), code="70", employer_name="", workplace_county="")
    destination(graduate(cast.north, "S6", level="secondary"), code="75", employer_name="")
    destination(graduate(cast.north, "S7", level="secondary"), code="46", employer_name="", workplace_county="")
    graduate(cast.north, "S8", level="secondary")
    destination(graduate(cast.north, "S9", level="higher"))
    destination(graduate(cast.south, "S1", level="technician"), region="elsewhere", workplace_county="320505")


def test_the_summary_counts_by_school_with_further_study_among_the_employed(cast: Cast) -> None:
    three_schools(cast)

    north, south, whole = summary_lines(cast.chen, COHORT)

    asked = ("graduates", "settled", "direct", "employer", "own", "study", "service", "unsettled", "missing", "matches")
    assert [north.count[key] for key in asked] == [9, 7, 5, 4, 1, 1, 1, 1, 1, 3]
    assert [north.count[key] for key in ("sector:second", "sector:", "study_way:vocational", "study_way:")] == [
        4,
        1,
        1,
        0,
    ]
    assert [north.count[key] for key in ("region:province", "region:", "contract_length:3", "found_by:school")] == [
        4,
        1,
        4,
        4,
    ]
    assert (north.settled, north.matching) == (7 / 9, 3 / 5)
    assert (south.name, south.count["region:elsewhere"]) == (str(cast.south), 1)
    assert [whole.count[key] for key in ("graduates", "direct", "missing")] == [10, 6, 1]


def test_a_school_reads_its_own_line_the_council_none_and_the_queries_stay_few(cast: Cast, client: Client) -> None:
    three_schools(cast)
    address = reverse("employment:secondary") + f"?cohort={COHORT}"

    client.force_login(cast.wu.user)
    own = client.get(address).content.decode()
    client.force_login(cast.fang.user)
    refused = client.get(address).status_code
    with CaptureQueriesContext(
        connection,
    ) as few:
        summary_lines(cast.chen, COHORT)
    for i in range(20, 30):
        destination(graduate(cast.south, f"S{i}", level="secondary"), **WORKS)
    with CaptureQueriesContext(connection) as many:
        summary_lines(cast.chen, COHORT)

    assert (str(cast.north) in re.sub(r"<header.*?</header>", "", own, flags=re.DOTALL), "南岭职校" in own) == (
        True,
        False,
    )
    assert [word for word in ("截至", "来源：", "不对外公布", "对口就业÷直接就业") if word not in own] == []
    assert refused == 403
    assert len(few) == len(many)
