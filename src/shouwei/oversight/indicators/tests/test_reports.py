"""A frozen report prints the same after anything; an amendment says why and marks what it changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.documents.official.word import to_docx
from shouwei.ground.documents.queries import paper_of
from shouwei.ground.learners.models import Student
from shouwei.oversight.indicators.models import Definition, Report
from shouwei.oversight.indicators.queries.targets import aims
from shouwei.oversight.indicators.workflows.adopt_definition import adopt_definition
from shouwei.oversight.indicators.workflows.freeze_report import freeze_report
from shouwei.oversight.indicators.workflows.tell_confirmed import tell_confirmed
from shouwei.work.employment.models import Destination, Standing
from shouwei.work.employment.tests.graduates import destination, graduate

DAY = date(2026, 9, 30)
CODE = "local.city.employed.workplace"


@pytest.fixture
def graduates(cast: Cast) -> list[Destination]:
    rows = [
        destination(graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county="340811" if n < 12 else "310115")
        for n in range(20)
    ]
    Standing.objects.bulk_create(Standing(destination=row, level=3 if n < 6 else 2) for n, row in enumerate(rows))
    return rows


def line(report: Report) -> tuple[object, ...]:
    row = next(row for row in report.snapshot.content["figures"] if row["code"] == CODE)
    return row["value"], row["numerator"], row["denominator"], row["confirmed"], row["was"]


@pytest.mark.django_db
def test_a_report_prints_the_same_after_the_data_has_changed(cast: Cast, graduates: list[Destination]) -> None:
    report = freeze_report(2026, why="", by=cast.chen, today=DAY)
    printed = to_docx(paper_of(report.snapshot))

    Destination.objects.update(workplace_county="310115", evidence_level=0)
    Standing.objects.update(level=0)

    again = Report.objects.get(pk=report.pk)
    assert line(again) == ("60.00", 12, 20, 6, None)
    assert to_docx(paper_of(again.snapshot)) == printed


@pytest.mark.django_db
def test_an_amendment_says_why_and_marks_what_changed(cast: Cast, graduates: list[Destination]) -> None:
    first = freeze_report(2026, why="", by=cast.chen, today=DAY)
    with pytest.raises(Refused, match="请写明更正原因"):
        freeze_report(2026, why=" ", by=cast.chen, today=DAY)
    assert Report.objects.count() == 1
    Destination.objects.filter(pk=graduates[0].pk).update(workplace_county="310115")
    with pytest.raises(Refused, match="没有变化的数"):
        freeze_report(2026, why="一人工作地更正", by=cast.chen, today=DAY)
    assert Report.objects.count() == 1
    Destination.objects.filter(pk__in=[row.pk for row in graduates[1:5]]).update(workplace_county="310115")

    second = freeze_report(2026, why="五人工作地更正", by=cast.chen, today=DAY)

    # Five people fewer have confirmed within the numerator: one is left, who is not told.
    assert line(second) == ("35.00", 7, 20, None, "60.00")
    assert line(Report.objects.get(pk=first.pk)) == ("60.00", 12, 20, 6, None)


@pytest.mark.django_db
def test_a_report_is_never_changed(cast: Cast, graduates: list[Destination]) -> None:
    report = freeze_report(2026, why="", by=cast.chen, today=DAY)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Report.objects.update(why="另一个原因")

    assert Report.objects.get().why == report.why == ""


@pytest.mark.django_db
def test_a_council_member_reads_the_targets_and_the_schools_without_small_numbers(
    cast: Cast, graduates: list[Destination], client: Client
) -> None:
    for n in range(3):
        destination(graduate(cast.south, f"S{n}"), code="46", workplace_county="")
    for n in range(30):
        destination(graduate(cast.south, f"T{n}"), evidence_level=2)
    client.force_login(cast.fang.user)

    targets = client.get(reverse("indicators:targets"))
    council = client.get(reverse("indicators:schools"), {"year": 2026}).context["lines"]
    client.force_login(cast.chen.user)
    secretariat = client.get(reverse("indicators:schools"), {"year": 2026}).context["lines"]

    assert targets.status_code == 200
    # Enlistment: three of South. Hidden there and wherever it could be worked out from.
    assert [line.numbers[5] for line in secretariat] == [0, 3, 3]
    assert [line.numbers[5] for line in council][1:] == [None, None]
    assert all(not line.url for line in council)


@pytest.mark.django_db
def test_a_career_officer_reads_his_own_school_and_freezes_nothing(
    cast: Cast, graduates: list[Destination], client: Client
) -> None:
    client.force_login(cast.wu.user)

    page = client.get(reverse("indicators:targets"))
    shut = [
        client.get(reverse("indicators:schools")).status_code,
        client.post(reverse("indicators:freeze_report"), {"year": 2026}).status_code,
    ]

    assert [name for name, _ in page.context["groups"]] == ["全集团", "北辰职校"]
    assert shut == [403, 403]
    assert Report.objects.count() == 0


@pytest.mark.django_db
def test_everybody_in_the_group_reads_a_frozen_report(cast: Cast, graduates: list[Destination], client: Client) -> None:
    report = freeze_report(2026, why="", by=cast.chen, today=DAY)
    client.force_login(cast.wu.user)

    page = client.get(report.get_absolute_url())
    told = client.get(reverse("indicators:targets"), {"year": 2026}).context["groups"][0][1][-1][0].figure.confirmed

    assert (page.status_code, told) == (200, 6)


@pytest.mark.django_db
def test_what_graduates_confirmed_is_told_every_night_in_steps(cast: Cast, graduates: list[Destination]) -> None:
    tell_confirmed(DAY)
    first = told_now()
    Standing.objects.filter(destination__in=graduates[6:8]).update(level=3)
    tell_confirmed(DAY)
    two_more = told_now()
    Standing.objects.update(level=2)

    tell_confirmed(DAY)

    assert (first, two_more, told_now()) == (6, 6, None)


def told_now() -> int | None:
    """What the page of targets says of the group's local employment."""
    return aims(DAY)[-1].figure.confirmed


@pytest.mark.django_db
def test_readings_stand_city_beside_province_and_the_one_that_counts_is_marked(
    cast: Cast, graduates: list[Destination], client: Client
) -> None:
    client.force_login(cast.fang.user)

    def page() -> str:
        return client.get(reverse("indicators:compare", args=["local"]), {"year": 2026}).content.decode()

    before = page()
    rows = client.get(reverse("indicators:compare", args=["local"]), {"year": 2026}).context["rows"]
    assert [row.code for row, _, _ in rows][:4] == [
        "local.city.employed.workplace",
        "local.province.employed.workplace",
        "local.city.employed.workplace.regular",
        "local.province.employed.workplace.regular",
    ]
    assert (before.count("建议采用，理事会尚未议定"), "议定采用" in before) == (1, False)
    adopt_definition(Definition.objects.get(code="local.city.settled.workplace"), year=2026, paper="理事会2026年第一次会议",
                     by=cast.fang, today=DAY)  # fmt: skip
    assert (page().count("2026年议定采用"), "建议采用" in page()) == (1, False)


@pytest.mark.django_db
def test_a_target_is_told_with_and_without_adult_intake_and_each_leads_to_its_rows(
    cast: Cast, graduates: list[Destination], client: Client
) -> None:
    """Twelve of twenty work in the city; of the seven who came by adult intake six do."""
    Student.objects.filter(pk__in=[row.student_id for row in graduates[6:13]]).update(source="veteran")
    client.force_login(cast.wu.user)

    page = client.get(reverse("indicators:targets"), {"year": 2026})
    aim, drill = page.context["groups"][1][1][-1]
    rows = client.get(drill.beside)
    everybody = client.get(drill.url)

    assert (aim.figure.numerator, aim.figure.denominator) == (12, 20)
    assert (aim.beside.numerator, aim.beside.denominator, aim.beside.adults) == (6, 13, False)
    assert "不含扩招" in page.content.decode()
    assert [(one.context["total"]["in_city"], one.context["total"]["employed"]) for one in (rows, everybody)] == [
        (6, 13), (12, 20),
    ]  # fmt: skip
    assert [one.context["page"].paginator.count for one in (rows, everybody)] == [13, 20]
    assert {row["student"].source for row in rows.context["rows"]} == {"middle"}


@pytest.mark.django_db
def test_an_amended_figure_is_marked_wherever_it_is_shown(
    cast: Cast, graduates: list[Destination], client: Client
) -> None:
    freeze_report(2026, why="", by=cast.chen, today=DAY)
    client.force_login(cast.fang.user)
    addresses = [
        f"{reverse('indicators:targets')}?year=2026",
        f"{reverse('indicators:compare', args=['local'])}?year=2026",
        Definition.objects.get(code=CODE).get_absolute_url(),
    ]
    assert ["更正" in client.get(one).content.decode() for one in addresses] == [False] * 3
    Destination.objects.filter(pk__in=[row.pk for row in graduates[:5]]).update(workplace_county="310115")
    second = freeze_report(2026, why="五人工作地更正", by=cast.chen, today=DAY)

    pages = [client.get(one).content.decode() for one in addresses]

    assert [second.get_absolute_url() in page and "更正" in page for page in pages] == [True] * 3
    figure = client.get(addresses[0]).context["groups"][0][1][-1][0].figure
    assert figure.amended is not None
    assert figure.amended.words == "第2次年度报告更正，原为60.00%"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "group", "own"),
    [
        ("fang", ["programmes:coverage", "admissions:intake", "indicators:schools"], None),
        ("chen", ["programmes:coverage", "admissions:intake", "indicators:schools"], None),
        (
            "wu",
            ["programmes:coverage", None, None],
            ["programmes:coverage", "admissions:intake", "employment:destinations"],
        ),
    ],
)
def test_a_figure_leads_in_one_click_to_what_the_reader_may_see(
    cast: Cast,
    graduates: list[Destination],
    client: Client,
    who: str,
    group: list[str | None],
    own: list[str | None] | None,
) -> None:
    client.force_login(cast[who].user)
    shown = client.get(reverse("indicators:targets"), {"year": 2026}).context["groups"]
    led = [[drill and drill.url.partition("?")[0] for _, drill in lines] for _, lines in shown]
    assert led == [[name and reverse(name) for name in names] for names in ([group, own] if own else [group])]
    for _, figures in shown:
        for _, drill in figures:
            if drill:
                assert client.get(drill.url).status_code == 200
    if who == "chen":  # from the school to its rows, and to the record
        lines = client.get(f"{reverse('indicators:schools')}?year=2026").context["lines"]
        rows = client.get(lines[0].url)
        assert reverse("employment:destination", args=[graduates[0].pk]) in rows.content.decode()
