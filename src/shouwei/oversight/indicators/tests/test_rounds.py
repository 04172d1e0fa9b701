"""A round from its opening to an amendment: what is prefilled, asked, refused, approved, locked, told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.notices.models import Notice
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.models import Definition, Filing, Round, Submission
from shouwei.oversight.indicators.queries.rounds import lateness, members, prefilled, standing_of, waiting
from shouwei.oversight.indicators.rules.rounds import (
    due_to_remind,
    may_hand_in,
    may_lock,
    may_open,
    span_words,
    standing,
)
from shouwei.oversight.indicators.rules.validation import Line, findings
from shouwei.oversight.indicators.workflows.decide_submission import decide_submission
from shouwei.oversight.indicators.workflows.hand_in import Figure, hand_in
from shouwei.oversight.indicators.workflows.lock_round import lock_round
from shouwei.oversight.indicators.workflows.open_round import open_round
from shouwei.oversight.indicators.workflows.remind_rounds import remind_rounds
from shouwei.work.employment.tests.graduates import destination, graduate
from shouwei.work.programmes.models import LeadIndustry

OPENS, CLOSES, LATE = date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 27)
LOCAL, SETTLED = "local.city.employed.workplace", "ratio.settled"


def told(identity: Identity) -> list[str]:
    return list(Notice.objects.filter(to=identity).order_by("pk").values_list("text", flat=True))


@pytest.fixture
def round_of(cast: Cast) -> Round:
    """Twenty graduates of North, twelve of them at work in the city; none of South."""
    for n in range(20):
        destination(graduate(cast.north, f"G{n}"), evidence_level=2, workplace_county="340811" if n < 12 else "310115")
    return open_round(
        title="2026届年终采集",
        year=2026,
        opens_on=OPENS,
        closes_on=CLOSES,
        definitions=list(Definition.objects.filter(code__in=[LOCAL, SETTLED])),
        members=[cast.north, cast.south],
        by=cast.chen,
        today=OPENS,
    )


def of(one: Round, cast: Cast, name: str = "north") -> Submission:
    return Submission.objects.get(round=one, school=getattr(cast, name))


def as_computed(submission: Submission) -> dict[str, Figure]:
    return {row.definition.code: Figure(*row.computed) for row in prefilled(submission, OPENS)}


def line(top: int | None, below: int | None, **other: Any) -> Line:
    values: dict[str, Any] = {"code": "a", "name": "甲", "unit": "%", "computed": (top, below), "before": None} | other
    return Line(numerator=top, denominator=below, **values)


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ([line(3, 4)], []),
        ([line(None, None)], []),
        ([line(3, None)], ["甲：分子和分母须同时填写，没有数据时都留空。"]),
        ([line(-1, 4)], ["甲：人数不能是负数。"]),
        ([line(4, 4)], []),  # exactly the whole
        ([line(5, 4)], ["甲：分子5大于分母4，比率超过100%。"]),
        ([line(5, 0)], ["甲：分母为0，分子5没有可比的总数。"]),
        ([line(50, 100, before=35.0)], []),  # exactly fifteen points
        ([line(51, 100, before=35.0)], ["甲：比上年35.0%变动+16.0个百分点，超过15个百分点，请说明原因。"]),
        ([line(131, 1, unit="人", before=100.0)], ["甲：上年100人，本年131人，变动超过30%，请说明原因。"]),
        ([line(3, 4, computed=(2, 4))], ["甲：填报3÷4，按登记的记录计算为2÷4，请说明差异原因，或先更正记录。"]),
        (
            [line(8, 10, code="ratio.settled", name="落实"), line(3, 10, code="ratio.waiting", name="待就业")],
            ["落实、待就业的分子合计11，大于毕业生总数10。"],
        ),
        (
            [line(8, 10, code="ratio.settled", name="落实"), line(1, 9, code="ratio.waiting", name="待就业")],
            ["各项比率的分母都是毕业生总数，现在填了9、10，须一致。"],
        ),
    ],
)  # fmt: skip
def test_what_is_asked_about_figures(lines: list[Line], texts: list[str]) -> None:
    assert [one.text for one in findings(lines)] == texts


def test_days_and_states() -> None:
    day = date(2026, 11, 30)
    open_: dict[str, Any] = {"title": "x", "definitions": 1, "members": 1, "today": OPENS}
    assert may_open(**open_, opens_on=OPENS, closes_on=OPENS)
    assert (
        may_open(**open_, opens_on=CLOSES, closes_on=OPENS).reason
        == "截止日期2026年11月2日早于开始日期2026年11月20日，请改正。"
    )
    assert may_hand_in(state="waiting", opens_on=OPENS, locked=False, today=LATE, why="")
    assert not may_hand_in(state="waiting", opens_on=LATE, locked=False, today=OPENS, why="")
    assert not may_hand_in(state="approved", opens_on=OPENS, locked=True, today=LATE, why=" ")
    assert may_lock(locked=False, states=["approved", "waiting"], closes_on=CLOSES, today=CLOSES).reason == (
        "还有1个单位没有报齐，2026年11月20日截止以前不能锁定。"
    )
    assert may_lock(locked=False, states=["approved", "waiting"], closes_on=CLOSES, today=LATE)
    assert [d for d in range(1, 31) if due_to_remind(opens_on=OPENS, closes_on=CLOSES, today=day.replace(day=d))] == [
        2, 17, 20, 27,
    ]  # fmt: skip
    first = [(CLOSES, "approved"), (LATE, "handed_in"), (None, "waiting")]
    found = standing(first, closes_on=CLOSES, today=LATE)
    assert (found.completeness, found.timeliness, found.late_rate) == (2 / 3, 1 / 3, 2 / 3)
    early = standing([(OPENS, "handed_in"), (None, "waiting"), (None, "waiting")], closes_on=CLOSES, today=OPENS)
    assert (early.timeliness, early.late_rate) == (1.0, 0.0)  # nobody is unpunctual whose day has not come
    assert standing([(None, "waiting")], closes_on=CLOSES, today=OPENS).timeliness is None


@pytest.mark.django_db
def test_a_round_is_prefilled_told_and_waits_on_the_desk(round_of: Round, cast: Cast) -> None:
    assert as_computed(of(round_of, cast)) == {LOCAL: Figure(12, 20), SETTLED: Figure(20, 20)}
    assert told(cast.wu) == ["请填报“2026届年终采集”，2026年11月20日截止。已按登记的记录预填，核对后上报。"]
    assert [todo.label for todo in waiting(cast.lin, OPENS)] == ["填报“2026届年终采集”"]
    assert list(waiting(cast.he, OPENS)) == []


@pytest.mark.django_db
def test_figures_that_differ_need_a_reason_and_impossible_ones_a_correction(round_of: Round, cast: Cast) -> None:
    submission = of(round_of, cast)
    with pytest.raises(Refused, match="填报13÷20，按登记的记录计算为12÷20"):
        hand_in(submission, figures={LOCAL: Figure(13, 20)}, why="", by=cast.wu, today=OPENS)
    with pytest.raises(Refused, match="分子21大于分母20"):
        hand_in(submission, figures={LOCAL: Figure(21, 20, "有原因")}, why="", by=cast.wu, today=OPENS)
    assert (Filing.objects.count(), of(round_of, cast).state) == (0, "waiting")

    filing = hand_in(submission, figures={LOCAL: Figure(13, 20, "一人合同刚到")}, why="", by=cast.wu, today=OPENS)

    kept = next(row for row in filing.lines if row["code"] == LOCAL)
    assert (kept["numerator"], kept["computed"], kept["reason"]) == (13, [12, 20], "一人合同刚到")
    assert [(one["rule"], one["version"]) for one in kept["findings"]] == [("records", 1)]
    assert told(cast.chen) == ["北辰职校上报了“2026届年终采集”的数据，请审定。"]
    assert [todo.label for todo in waiting(cast.chen, OPENS)] == ["审定“2026届年终采集”的填报（1家）"]


@pytest.mark.django_db
def test_from_return_to_lock_to_an_amendment_in_the_open(round_of: Round, cast: Cast) -> None:
    submission = of(round_of, cast)
    hand_in(submission, figures={}, why="", by=cast.wu, today=CLOSES)
    with pytest.raises(Refused, match="退回请写明原因"):
        decide_submission(submission, approve=False, opinion=" ", by=cast.chen, today=CLOSES)
    decide_submission(submission, approve=False, opinion="请核对人数", by=cast.chen, today=CLOSES)
    hand_in(submission, figures={}, why="", by=cast.lin, today=LATE)
    with pytest.raises(Refused, match="还有1个单位已上报、未审定"):
        lock_round(round_of, by=cast.chen, today=LATE)
    decide_submission(submission, approve=True, opinion="", by=cast.chen, today=LATE)
    with pytest.raises(Refused, match="已经审定，本轮次锁定以前不能改动"):
        hand_in(submission, figures={}, why="", by=cast.lin, today=LATE)
    locked = lock_round(round_of, by=cast.chen, today=LATE)
    with pytest.raises(Refused, match="请写明更正原因"):
        hand_in(submission, figures={}, why="", by=cast.lin, today=LATE)
    amendment = hand_in(
        submission, figures={LOCAL: Figure(11, 20, "一人离职")}, why="一人离职", by=cast.lin, today=LATE
    )
    assert members(locked, LATE)[1 if locked.submissions.first() != submission else 0].amended is False

    decide_submission(submission, approve=True, opinion="", by=cast.chen, today=LATE)

    rows = {row.submission.school_id: row for row in members(locked, LATE)}
    assert amendment.amends
    assert (rows[cast.north.pk].amended, rows[cast.north.pk].late) == (True, False)  # given back later is not late
    assert (rows[cast.south.pk].late, standing_of(locked, list(rows.values()), LATE).late_rate) == (True, 0.5)
    assert lateness(cast.south.pk, since=OPENS, until=LATE) == (1, 1)
    assert lateness(cast.north.pk, since=OPENS, until=LATE) == (1, 0)
    assert list(submission.filings.values_list("number", "decision", "amends").order_by("number")) == [
        (1, "returned", False), (2, "approved", False), (3, "approved", True),
    ]  # fmt: skip


@pytest.mark.django_db
def test_an_amendment_given_back_leaves_the_figures_as_they_were(round_of: Round, cast: Cast) -> None:
    submission = of(round_of, cast)
    hand_in(submission, figures={}, why="", by=cast.wu, today=CLOSES)
    decide_submission(submission, approve=True, opinion="", by=cast.chen, today=CLOSES)
    lock_round(round_of, by=cast.chen, today=LATE)
    hand_in(submission, figures={}, why="再核一次", by=cast.lin, today=LATE)

    decide_submission(submission, approve=False, opinion="无变化", by=cast.chen, today=LATE)

    assert of(round_of, cast).state == "approved"
    assert told(cast.lin)[-1] == "“2026届年终采集”的填报被退回：无变化"


@pytest.mark.django_db
def test_what_was_handed_in_stays(round_of: Round, cast: Cast) -> None:
    filing = hand_in(of(round_of, cast), figures={}, why="", by=cast.wu, today=OPENS)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Filing.objects.update(lines=[])

    filing.refresh_from_db()
    assert filing.lines != []


@pytest.mark.django_db
def test_reminders_go_to_those_who_are_missing_and_once_a_day(round_of: Round, cast: Cast) -> None:
    hand_in(of(round_of, cast), figures={}, why="", by=cast.wu, today=OPENS)
    Notice.objects.all().delete()

    first, quiet = remind_rounds(LATE), remind_rounds(date(2026, 11, 28))
    remind_rounds(LATE)

    assert (first, quiet, told(cast.wu)) == (1, 0, [])
    assert told(cast.zhao) == ["请填报“2026届年终采集”，已逾期7天。已按登记的记录预填，核对后上报。"]


@pytest.mark.django_db
def test_through_the_pages(round_of: Round, cast: Cast, client: Client) -> None:
    submission = of(round_of, cast)
    client.force_login(cast.wu.user)
    listed = client.get(reverse("indicators:rounds"))
    page = client.get(submission.get_absolute_url())
    typed = {name: field.initial for name, field in page.context["form"].fields.items() if field.initial is not None}
    bad = client.post(submission.get_absolute_url(), typed | {"top0": "x"})
    asked = client.post(submission.get_absolute_url(), typed | {"top0": "1"})
    sister = client.get(of(round_of, cast, "south").get_absolute_url())
    own_rows = client.get(round_of.get_absolute_url()).context["rows"]
    shut = client.post(reverse("indicators:lock_round", args=[round_of.pk])).status_code
    sent = client.post(submission.get_absolute_url(), typed)
    client.force_login(cast.fang.user)
    council = client.get(round_of.get_absolute_url())
    closed = client.get(submission.get_absolute_url()).status_code
    client.force_login(cast.chen.user)
    client.post(reverse("indicators:decide_submission", args=[submission.pk]), {"verdict": "approve"})

    assert (listed.status_code, page.status_code, sister.status_code, shut, closed) == (200, 200, 404, 403, 403)
    assert "请填写整数人数" in bad.content.decode()
    assert "请说明差异原因" in asked.content.decode()
    assert [row.submission.school_id for row, _, _ in own_rows] == [cast.north.pk]
    assert (sent.status_code, len(council.context["rows"]), council.context["standing"].handed_in) == (302, 2, 1)
    assert of(round_of, cast).state == "approved"


@pytest.mark.django_db
def test_the_secretariat_opens_a_round_by_its_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)
    chosen = Definition.objects.get(code=LOCAL)
    form = {"title": "年终", "year": 2026, "opens_on": "2026-11-02", "closes_on": "2099-01-01"}

    empty = client.post(reverse("indicators:open_round"), form)
    made = client.post(
        reverse("indicators:open_round"), form | {"definitions": [chosen.pk], "members": [cast.north.pk]}
    )

    assert "请至少选择一项指标" in empty.content.decode()
    assert (made.status_code, Round.objects.get().submissions.count()) == (302, 1)


@pytest.mark.django_db
def test_a_submission_takes_as_many_queries_with_one_figure_as_with_twenty(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    whole = open_round(
        title="全部", year=2026, opens_on=OPENS, closes_on=CLOSES,
        definitions=list(Definition.objects.exclude(target="coverage")), members=[cast.north], by=cast.chen, today=OPENS,
    )  # fmt: skip
    client.force_login(cast.wu.user)
    client.get(reverse("indicators:rounds"))

    with django_assert_max_num_queries(32):
        assert client.get(of(whole, cast).get_absolute_url()).status_code == 200


def second_round(cast: Cast, codes: list[str], title: str = "2026届核对") -> Round:
    return open_round(
        title=title,
        year=2026,
        opens_on=OPENS,
        closes_on=CLOSES,
        definitions=list(Definition.objects.filter(code__in=codes)),
        members=[cast.north],
        by=cast.chen,
        today=OPENS,
    )


@pytest.mark.django_db
def test_one_number_asked_twice_has_one_answer_or_a_reason(round_of: Round, cast: Cast, client: Client) -> None:
    first = of(round_of, cast)
    hand_in(first, figures={LOCAL: Figure(13, 20, "一人合同刚到")}, why="", by=cast.wu, today=OPENS)
    again = of(second_round(cast, [LOCAL]), cast)

    with pytest.raises(Refused, match="“2026届年终采集”填报13÷20；同一个数两处不同"):
        hand_in(again, figures={}, why="", by=cast.wu, today=OPENS)
    assert again.filings.count() == 0
    filing = hand_in(again, figures={LOCAL: Figure(12, 20, "以记录为准")}, why="", by=cast.wu, today=OPENS)
    assert [one["rule"] for one in filing.lines[0]["findings"]] == ["across"]

    client.force_login(cast.chen.user)
    page = client.get(first.get_absolute_url())
    assert [
        [(one.round, one.numerator, one.denominator) for one in row["elsewhere"]] for row in page.context["compared"]
    ] == [[], [("2026届核对", 12, 20)]]
    decide_submission(again, approve=False, opinion="再核", by=cast.chen, today=OPENS)
    assert [row.elsewhere for row in prefilled(first, OPENS)] == [(), ()]  # what was returned was never said


@pytest.mark.django_db
def test_coverage_is_collected_like_the_others(round_of: Round, cast: Cast, client: Client) -> None:
    LeadIndustry.objects.create(area=cast.works, name="新能源", since=date(2019, 1, 1), source="示例方案")
    client.force_login(cast.chen.user)
    offered = client.get(reverse("indicators:open_round")).context["form"].fields["definitions"].queryset
    assert "coverage.effective" in offered.values_list("code", flat=True)
    submission = of(second_round(cast, ["coverage.effective"], "覆盖核对"), cast)
    row = prefilled(submission, OPENS)[0]
    assert (row.definition.target, row.computed) == ("coverage", (0, 1))
    filing = hand_in(submission, figures={}, why="", by=cast.wu, today=OPENS)
    assert (filing.lines[0]["numerator"], filing.lines[0]["denominator"]) == (0, 1)
    assert prefilled(of(round_of, cast, "south"), OPENS)[0].computed == (None, None)  # nobody there has graduated


@pytest.mark.django_db
def test_what_a_school_amended_is_marked_on_its_targets(round_of: Round, cast: Cast, client: Client) -> None:
    submission = of(round_of, cast)
    hand_in(submission, figures={}, why="", by=cast.wu, today=OPENS)
    decide_submission(submission, approve=True, opinion="", by=cast.chen, today=OPENS)
    lock_round(round_of, by=cast.chen, today=LATE)
    hand_in(submission, figures={LOCAL: Figure(11, 20, "一人离职")}, why="一人离职", by=cast.wu, today=LATE)
    client.force_login(cast.wu.user)
    address = reverse("indicators:targets")
    assert client.get(address, {"year": 2026}).context["groups"][1][1][-1][0].figure.amended is None
    decide_submission(submission, approve=True, opinion="", by=cast.chen, today=LATE)

    figure = client.get(address, {"year": 2026}).context["groups"][1][1][-1][0].figure

    client.force_login(cast.chen.user)
    destination(graduate(cast.south, "S1"), evidence_level=2)
    compared = client.get(reverse("indicators:schools"), {"year": 2026}).context["lines"]
    assert [(line.school, line.amended) for line in compared] == [
        (cast.north.pk, ("“2026届年终采集”的填报已更正，原为12÷20", submission.get_absolute_url())),
        (cast.south.pk, None),
        (None, None),
    ]
    assert figure.amended is not None
    assert (figure.amended.words, figure.amended.url) == (
        "“2026届年终采集”的填报已更正，原为12÷20",
        submission.get_absolute_url(),
    )


@pytest.mark.django_db
def test_a_council_member_opens_no_schools_submission(round_of: Round, cast: Cast, client: Client) -> None:
    """One school's figures are rows as far as small numbers go."""
    submission = of(round_of, cast)
    hand_in(submission, figures={}, why="", by=cast.wu, today=OPENS)
    client.force_login(cast.fang.user)
    assert client.get(submission.get_absolute_url()).status_code in (403, 404)
    assert [seen for _, _, seen in client.get(round_of.get_absolute_url()).context["rows"]] == [False, False]


@pytest.mark.django_db
def test_a_round_of_a_month_is_compared_with_the_same_month_only(round_of: Round, cast: Cast, client: Client) -> None:
    """Twelve of twenty at the end of the year, thirteen in August: two numbers, not one with a mistake."""
    hand_in(of(round_of, cast), figures={LOCAL: Figure(13, 20, "一人合同刚到")}, why="", by=cast.wu, today=OPENS)
    client.force_login(cast.chen.user)
    asked: dict[str, Any] = {
        "year": 2026,
        "opens_on": "2026-11-02",
        "closes_on": "2099-11-30",
        "definitions": [Definition.objects.get(code=LOCAL).pk],
        "members": [cast.north.pk],
    }
    assert client.post(reverse("indicators:open_round"), asked | {"title": "错", "span": "m13"}).status_code == 200
    assert Round.objects.filter(title="错").count() == 0
    client.post(reverse("indicators:open_round"), asked | {"title": "八月", "span": "m08"})
    client.post(reverse("indicators:open_round"), asked | {"title": "去年八月", "span": "m08", "year": 2025})
    august, last = Round.objects.get(title="八月"), Round.objects.get(title="去年八月")
    assert (august.when, round_of.when) == ("2026年8月", "2026年")

    row = prefilled(of(august, cast), OPENS)[0]
    assert (row.before, row.elsewhere) == (None, ())
    hand_in(of(last, cast), figures={LOCAL: Figure(6, 10, "补录")}, why="", by=cast.wu, today=OPENS)
    decide_submission(of(last, cast), approve=True, opinion="", by=cast.chen, today=OPENS)
    assert prefilled(of(august, cast), OPENS)[0].before == 60.0
    assert [row.before for row in prefilled(of(round_of, cast), OPENS)] == [None, None]


def test_every_part_of_a_year_has_words() -> None:
    assert [span_words(2026, span) for span in ("", "t1", "t2", "m12")] == [
        "2026年", "2026年上学期", "2026年下学期", "2026年12月",
    ]  # fmt: skip


@pytest.mark.django_db
def test_what_was_given_back_is_there_again_with_what_was_said(round_of: Round, cast: Cast, client: Client) -> None:
    first = of(round_of, cast)
    hand_in(first, figures={LOCAL: Figure(13, 20, "一人合同刚到")}, why="", by=cast.wu, today=OPENS)
    decide_submission(first, approve=False, opinion="请附合同", by=cast.chen, today=OPENS)
    client.force_login(cast.wu.user)

    page = client.get(first.get_absolute_url())

    place = [row.definition.code for row in page.context["form"].rows].index(LOCAL)
    line = page.context["form"].lines[place]
    assert [line[name].initial for name in ("top", "below", "reason")] == [13, 20, "一人合同刚到"]
    assert (line["differs"], line["row"].computed) == (True, (12, 20))
    assert ("请附合同" in page.content.decode(), "现在按记录：12 ÷ 20" in page.content.decode()) == (True, True)
