"""Intake: unknown is not zero, a correction keeps both, the baseline has a source, the roll is the judge."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.asking import questions
from tests.cast import Cast

from shouwei.core.sheets import SHEETS
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.catalogues.models import Mapping
from shouwei.ground.catalogues.rules.tables import Row
from shouwei.ground.catalogues.tests.test_specialties import about_edition
from shouwei.ground.imports.tests.files import book
from shouwei.ground.imports.workflows.carry_on import carry_on
from shouwei.ground.imports.workflows.upload_sheet import upload_sheet
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import enrol, student
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.workflows.merge_organisations import merge_organisations, undo_merger
from shouwei.ground.people.models import Identity
from shouwei.work.admissions.models import Baseline, Intake
from shouwei.work.admissions.queries import Apart, bases_by_year, intake_by_school, reconciliation
from shouwei.work.admissions.rules.intake import Difference, Figures, differences, growth, may_keep, may_stand, total
from shouwei.work.admissions.workflows.write_baseline import write_baseline
from shouwei.work.admissions.workflows.write_intake import write_intake

DAY = date(2026, 9, 30)
PERSONS = st.one_of(st.none(), st.integers(0, 200))
FIGURES = st.builds(Figures, PERSONS, PERSONS, PERSONS, PERSONS)


def report(by: Identity, school: Organisation, category: str = "middle", year: int = 2026, **steps: int) -> Intake:
    return write_intake(
        school=school,
        year=year,
        level="secondary",
        specialty_code="700206",
        specialty_name="汽车运用与维修",
        category=category,
        figures=Figures(**steps),
        as_of=DAY,
        by=by,
        today=DAY,
    )


@pytest.mark.parametrize(
    ("figures", "allowed"),
    [
        (Figures(80, 120, 78, 75), True),
        (Figures(80, 120, 78, 78), True),  # everybody came
        (Figures(80, 120, 78, 79), False),  # one more than admitted
        (Figures(80, 77, 78, 75), False),  # more admitted than applied
        (Figures(80, 120, 90, 85), True),  # beyond the quota: the authority added places
        (Figures(quota=80), True),  # the rest is not known yet
        (Figures(registered=75), True),
        (Figures(), False),  # nothing at all
        (Figures(0, 0, 0, 0), True),  # known to be none
    ],
)
def test_each_step_is_no_larger_than_the_one_before(figures: Figures, allowed: bool) -> None:
    verdict = may_keep(figures)

    assert bool(verdict) is allowed
    assert allowed or verdict.reason.endswith("。")


@given(st.lists(FIGURES, max_size=6))
def test_a_total_knows_a_step_when_any_line_does(rows: list[Figures]) -> None:
    found = total(rows)

    for step in ("quota", "applied", "admitted", "registered"):
        known = [value for row in rows if (value := getattr(row, step)) is not None]
        assert getattr(found, step) == (sum(known) if known else None)


def test_a_multiple_of_nothing_says_nothing() -> None:
    assert (growth(10, None), growth(None, 10), growth(10, 0)) == (None, None, None)
    doubled = growth(8874, 4437)
    assert doubled is not None
    assert (doubled.times, doubled.missing, growth(8873, 4437).missing) == (2.0, 0, 1)  # type: ignore[union-attr]  # known


@given(
    st.dictionaries(st.tuples(st.integers(1, 3), st.just("s"), st.sampled_from("AB"), st.just("m")), st.integers(0, 9)),
    st.dictionaries(st.tuples(st.integers(1, 3), st.just("s"), st.sampled_from("AB"), st.just("m")), st.integers(0, 9)),
)
def test_differences_add_up_to_what_the_totals_differ_by(
    reported: dict[tuple[int, str, str, str], int], on_roll: dict[tuple[int, str, str, str], int]
) -> None:
    found = differences(reported, on_roll)

    assert sum(row.by for row in found) == sum(on_roll.values()) - sum(reported.values())
    assert all(row.by for row in found)


def test_writing_a_line_again_corrects_it_and_the_trail_keeps_both(cast: Cast) -> None:
    report(cast.lin, cast.north, quota=80, admitted=78, registered=70)
    report(cast.lin, cast.north, quota=80, admitted=78, registered=75)

    assert list(Intake.objects.values_list("registered", flat=True)) == [75]
    changes = Event.objects.filter(what="填报招生数字").order_by("pk").values_list("changes", flat=True)
    assert list(changes) == [{}, {"registered": [70, 75]}]


def test_what_cannot_be_is_refused_and_nothing_is_written(cast: Cast) -> None:
    with pytest.raises(Refused, match="报到79人多于录取78人"):
        report(cast.lin, cast.north, admitted=78, registered=79)

    assert (Intake.objects.count(), Event.objects.filter(what="填报招生数字").count()) == (0, 0)


def test_against_the_baseline_with_and_without_adults(cast: Cast) -> None:
    report(cast.lin, cast.north, registered=60)
    report(cast.lin, cast.north, category="veteran", registered=20)
    report(cast.zhao, cast.south, registered=40)
    for adults, base in ((True, 60), (False, 50)):
        write_baseline(
            school=None,
            year=2018,
            includes_adults=adults,
            registered=base,
            source="示例报表",
            confirmed=False,
            by=cast.chen,
            today=DAY,
        )

    seen = {}
    for adults in (True, False):
        schools, group = intake_by_school(cast.chen, 2026, with_adults=adults)
        assert group.growth is not None
        seen[adults] = (
            [(row.name, row.figures.registered) for row in schools],
            group.growth.times,
            group.growth.missing,
        )

    assert seen == {
        True: ([("北辰职校", 80), ("南岭职校", 40)], 2.0, 0),
        False: ([("北辰职校", 60), ("南岭职校", 40)], 2.0, 0),
    }


@pytest.mark.parametrize(("year", "registered", "sentence"), [(2026, 10, "早于今年"), (2018, 0, "无法比较")])
def test_a_baseline_that_compares_with_nothing_is_refused(
    cast: Cast, year: int, registered: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        write_baseline(
            school=None,
            year=year,
            includes_adults=True,
            registered=registered,
            source="x",
            confirmed=True,
            by=cast.chen,
            today=DAY,
        )

    assert Baseline.objects.count() == 0


@pytest.mark.parametrize(
    ("year", "as_of", "sentence"),
    [
        (2026, date(2026, 9, 30), ""),
        (2027, date(2026, 9, 30), ""),  # next year's quota
        (2028, date(2026, 9, 30), "2028年的招生还没有开始，请核对年度。"),
        (2026, date(2026, 10, 1), "截止日期还没有到，请填写当天或以前的日期。"),
    ],
)
def test_nothing_is_known_of_a_year_to_come(year: int, as_of: date, sentence: str) -> None:
    assert may_stand(year, as_of, DAY).reason == sentence


def test_a_sheet_is_held_to_the_same_years_as_the_form(cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES = tmp_path
    head = ["学校", "年度", "层次", "专业代码", "专业名称", "生源类别", "报到", "截止日期"]
    line = ["北辰职业学校", "2026", "中职", "700206", "汽车运用与维修", "应届初中", "30"]
    later = [line[0], "2035", *line[2:]]
    rows = [head, [*line, "2026-09-30"], [*later, "2026-09-30"], [*line[:3], "700207", *line[4:], "2035-09-30"]]
    batch = upload_sheet(SHEETS["admissions.intake"], name="招生.xlsx", data=book(rows), by=cast.wu)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()

    assert (batch.new, [(fault["where"], fault["said"]) for fault in batch.summary["faults"]]) == (
        1,
        [
            ("第3行 B列（年度）", "2035年的招生还没有开始，请核对年度。"),
            ("第4行 H列（截止日期）", "截止日期还没有到，请填写当天或以前的日期。"),
        ],
    )
    assert Intake.objects.count() == 0


def test_a_specialty_is_of_the_catalogue_its_newcomers_come_in_under(
    cast: Cast, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES = tmp_path
    old = about_edition("2004目录", [Row("080700", "汽车应用", "中职", "")], date(2004, 1, 1))
    new = about_edition("2020目录", [Row("700206", "汽车运用与维修", "中职", "")], date(2020, 1, 1))
    Mapping.objects.create(old_edition=old, new_edition=new, old="080700", new="700206", kind="recoded", source="示例")
    head = ["学校", "年度", "层次", "专业代码", "专业名称", "生源类别", "报到", "截止日期"]
    lines = [
        ("2026", "700206", "汽车运用与维修"),
        ("2026", "080700", "汽车应用"),
        ("2019", "080700", "汽车应用"),
        ("2025", "700206", "汽车运用"),
        ("2026", "700205", "汽车运用和维修"),
    ]
    rows = [[cast.north.name, year, "中职", code, name, "应届初中", "30", "2026-09-30"] for year, code, name in lines]
    batch = upload_sheet(SHEETS["admissions.intake"], name="招生.xlsx", data=book([head, *rows]), by=cast.wu)
    carry_on(batch.pk, today=DAY)
    batch.refresh_from_db()

    assert (batch.new, [(fault["where"], fault["said"]) for fault in batch.summary["faults"]]) == (
        2,
        [
            ("第3行 D列（专业代码）", "“2020目录”中没有专业代码080700。080700是原代码，现为700206汽车运用与维修。"),
            (
                "第5行 E列（专业名称）",
                "专业代码700206在“2020目录”中是“汽车运用与维修”，不是“汽车运用”。方向写在“专业方向”一栏。",
            ),
            ("第6行 D列（专业代码）", "“2020目录”中没有专业代码700205。相近的有：700206汽车运用与维修。"),
        ],
    )
    with pytest.raises(Refused, match="2004目录”中没有专业代码700206"):
        report(cast.lin, cast.north, year=2019, registered=30)
    assert (Intake.objects.count(), Event.objects.filter(what="填报招生数字").count()) == (0, 0)


def test_figures_of_a_line_that_stands_can_be_put_right_whatever_its_code(cast: Cast) -> None:
    report(cast.lin, cast.north, registered=30)
    about_edition("2020目录", [Row("700205", "汽车制造与检测", "中职", "")], date(2020, 1, 1))

    report(cast.lin, cast.north, registered=31)

    assert list(Intake.objects.values_list("registered", flat=True)) == [31]


def test_the_roll_is_the_judge(cast: Cast) -> None:
    report(cast.lin, cast.north, registered=3)
    report(cast.zhao, cast.south, registered=5)
    Student.objects.bulk_create(student(cast.north, f"S{i}", entry_year=2026) for i in range(5))

    found = reconciliation(cast.chen, 2026)

    souths = Difference((cast.south.pk, "secondary", "700206", "middle"), 5, 0)
    norths = Difference((cast.north.pk, "secondary", "700206", "middle"), 3, 5)
    assert found == Apart([souths, norths], {("secondary", "700206"): "汽车运用与维修"})
    assert (found.people, found.of(cast.north.pk)) == (7, [norths])
    assert reconciliation(cast.lin, 2026).differences == [norths]


def test_the_roll_is_asked_as_it_is_now_and_fifty_differences_at_a_time(cast: Cast, client: Client) -> None:
    Intake.objects.bulk_create(
        Intake(school=cast.north, year=2026, level="secondary", specialty_code=f"70{i:04}", specialty_name=f"专业{i}",
               category="middle", registered=100 - i, as_of=DAY)
        for i in range(60)
    )  # fmt: skip
    client.force_login(cast.chen.user)

    def shown(**asked: int) -> str:
        text = client.get(reverse("admissions:reconcile"), {"year": 2026, **asked}).content.decode()
        return re.sub(r"<[^>]+>", " ", text)

    assert "60处不一致，合计相差4230人" in shown()
    assert ("专业0 " in shown(), "专业50 " in shown(), "专业50 " in shown(page=2)) == (True, False, True)
    enrol(cast.north, 1, entry_year=2026, specialty_code="700050")
    assert "60处不一致，合计相差4229人" in shown()
    Student.objects.all().delete()
    assert "60处不一致，合计相差4230人" in shown(school=cast.north.pk)
    assert ("专业0 " in shown(school=cast.north.pk), "专业0 " in shown(school=cast.south.pk)) == (True, False)


def test_a_school_reports_over_the_page_and_for_itself_only(cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    values = {
        "school": cast.north.pk,
        "year": 2026,
        "level": "secondary",
        "specialty_code": "700206",
        "specialty_name": "示例",
        "category": "middle",
        "admitted": 10,
        "registered": 12,
        "as_of": "2026-09-30",
    }

    def send(**other: object) -> HttpResponse:
        return client.post(reverse("admissions:new_intake"), values | other)  # type: ignore[return-value]  # of the client

    assert "报到12人多于录取10人" in send().content.decode()
    assert send(school=cast.south.pk, registered=9).status_code == 200  # not among her schools
    assert Intake.objects.count() == 0
    assert send(registered=9).status_code == 302
    foreign = report(cast.zhao, cast.south, registered=5)
    assert client.get(reverse("admissions:write_intake", args=[foreign.pk])).status_code == 404
    assert list(Intake.objects.filter(school=cast.north).values_list("registered", flat=True)) == [9]


def test_the_pages_ask_as_often_for_few_as_for_many(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)
    pages = [reverse("admissions:intake") + "?year=2026", reverse("admissions:reconcile") + "?year=2026"]

    def lines(first: int, last: int) -> None:
        Intake.objects.bulk_create(
            Intake(
                school=cast.north if i % 2 else cast.south,
                year=2026,
                level="secondary",
                specialty_code=f"{i}",
                specialty_name="x",
                category="middle",
                registered=i,
                as_of=DAY,
            )
            for i in range(first, last)
        )

    lines(1, 3)
    questions(client, pages)
    few = questions(client, pages)
    lines(3, 33)

    assert questions(client, pages) == few


@pytest.mark.django_db
def test_a_school_that_is_gone_files_no_new_intake_but_its_lines_of_before_can_be_put_right(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())
    row = report(cast.lin, cast.north, quota=80)
    Organisation.objects.filter(pk=cast.north.pk).update(merged_into=cast.south, merged_on=DAY)
    client.force_login(cast.lin.user)

    new = client.get(reverse("admissions:new_intake"))
    old = client.get(reverse("admissions:write_intake", args=[row.pk]))

    assert new.status_code == 403
    assert "本单位2026年9月30日起已并入“南岭职业学校”，新的招生情况不再在此填报。" in new.content.decode()
    assert f'<option value="{cast.north.pk}" selected>' in old.content.decode()


def bases(year: int) -> dict[tuple[int | None, bool], int]:
    return bases_by_year([year])[year]


@pytest.mark.django_db
def test_a_union_is_compared_with_what_all_of_it_took_in_before(cast: Cast) -> None:
    for school, people in ((cast.north, 300), (cast.south, 500), (None, 800)):
        write_baseline(
            school=school,
            year=2018,
            includes_adults=True,
            registered=people,
            source="统计报表",
            confirmed=True,
            by=cast.chen,
            today=DAY,
        )
    report(cast.lin, cast.north, year=2025, registered=350)
    report(cast.zhao, cast.south, year=2025, registered=600)
    report(cast.zhao, cast.south, year=2026, registered=1200)
    merge_organisations(cast.north, cast.south, on=date(2026, 4, 1), source="批复", by=cast.chen, today=DAY)
    north, south, group = (cast.north.pk, True), (cast.south.pk, True), (None, True)

    assert bases(2025) == {north: 300, south: 500, group: 800}  # two schools then
    assert bases(2026) == {south: 800, group: 800}
    lines, whole = intake_by_school(cast.chen, 2026, with_adults=True)
    assert [(line.name, line.growth and line.growth.times) for line in lines] == [("南岭职校", 1.5)]
    assert whole.growth is not None
    assert whole.growth.times == 1.5

    report(cast.lin, cast.north, year=2026, registered=10)  # what it had taken in itself before the merger
    assert bases(2026) == {north: 300, south: 500, group: 800}
    undo_merger(cast.north, by=cast.chen, today=DAY)
    assert bases(2027) == {north: 300, south: 500, group: 800}
