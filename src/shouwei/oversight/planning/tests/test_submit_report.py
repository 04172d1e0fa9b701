"""A report's way: written, sent to the head, sent up, taken or given back; two at once; three clicks for a school."""

import threading
from datetime import date

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Difficulty, Duty, Plan, ProgressReport
from shouwei.oversight.planning.queries.period_reports import owed_now, unit_rows
from shouwei.oversight.planning.queries.reports import LastSaid, last_before
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.workflows.approve_report import approve_report
from shouwei.oversight.planning.workflows.judge_report import judge_report
from shouwei.oversight.planning.workflows.report_no_change import report_no_change
from shouwei.oversight.planning.workflows.return_report import return_report
from shouwei.oversight.planning.workflows.save_report import ReportWords, save_report
from shouwei.oversight.planning.workflows.submit_report import submit_report

MARCH_20, APRIL_3, APRIL_5 = date(2026, 3, 20), date(2026, 4, 3), date(2026, 4, 5)
MARCH, APRIL = period_of(MARCH_20, "month"), period_of(APRIL_3, "month")
STATES = ProgressReport.State


@pytest.fixture
def duty(plan: Plan, cast: Cast) -> Duty:
    """北辰's part of task 1."""
    return Duty.objects.get(task__number=1, organisation=cast.north)


@pytest.fixture
def on_march_20(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-03-20")


def signed_in(client: Client, identity: Identity | None) -> Client:
    if identity is not None:
        client.force_login(identity.user)
    return client


def facts(duty: Duty) -> tuple[int, date | None]:
    duty.refresh_from_db()
    return duty.percent, duty.last_reported_on


def told(identity: Identity) -> list[str]:
    return list(identity.notices.exclude(key__startswith="plan:").order_by("pk").values_list("text", flat=True))


def words(
    text: str = "完成专业调研。", percent: int = 30, difficulties: str | None = None, support_wanted: str | None = None
) -> ReportWords:
    return ReportWords(text=text, percent=percent, difficulties=difficulties, support_wanted=support_wanted)


def test_what_staff_sends_waits_for_the_head(duty: Duty, cast: Cast) -> None:
    report = submit_report(duty, period=MARCH, words=words(), by=cast.wu, today=MARCH_20)

    assert (report.state, report.submitted_on, facts(duty)) == (STATES.SUBMITTED, None, (0, None))
    assert (told(cast.lin), told(cast.li)) == (["吴示例提交了进展，请审核后报送。"], [])


def test_the_day_the_head_sends_it_up_counts(duty: Duty, cast: Cast) -> None:
    report = submit_report(duty, period=MARCH, words=words(), by=cast.wu, today=MARCH_20)

    approve_report(report, by=cast.lin, today=APRIL_3)
    judge_report(report, by=cast.li, today=APRIL_5)

    report.refresh_from_db()
    assert (report.state, report.submitted_on, report.judged_on) == (STATES.ACCEPTED, APRIL_3, APRIL_5)
    assert (facts(duty), told(cast.li)) == ((30, APRIL_3), ["北辰职校报送了进展，请审核。"])


def test_what_the_head_writes_goes_straight_up(duty: Duty, cast: Cast) -> None:
    report = submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)

    assert (report.state, report.submitted_on, facts(duty)) == (STATES.APPROVED, MARCH_20, (30, MARCH_20))
    assert list(Event.objects.filter(on_type="planning.progressreport").values_list("what", "by")) == [
        ("报送进展", cast.lin.pk)
    ]


def test_a_return_takes_the_facts_back_to_the_report_before(duty: Duty, cast: Cast) -> None:
    submit_report(duty, period=MARCH, words=words(percent=30), by=cast.lin, today=MARCH_20)
    report = submit_report(duty, period=APRIL, words=words(percent=60), by=cast.lin, today=APRIL_3)

    return_report(report, stage=STATES.APPROVED, because="缺少佐证", by=cast.li, today=APRIL_5)

    report.refresh_from_db()
    assert (report.state, report.return_reason, facts(duty)) == (STATES.RETURNED, "缺少佐证", (30, MARCH_20))
    assert told(cast.lin) == ["任务1的进展被退回，请修改后重新报送。退回原因：缺少佐证"]

    submit_report(duty, period=APRIL, words=words(percent=55), by=cast.lin, today=APRIL_5)

    assert facts(duty) == (55, APRIL_5)


def test_a_late_report_of_an_earlier_period_does_not_hide_the_later_one(duty: Duty, cast: Cast) -> None:
    submit_report(duty, period=APRIL, words=words(percent=60), by=cast.lin, today=APRIL_3)

    submit_report(duty, period=MARCH, words=words(percent=20), by=cast.lin, today=APRIL_5)

    assert facts(duty) == (60, APRIL_3)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (ReportWords(text="", percent=30), "进展情况为空。请填写本期进展；确无进展的，可选“本期无变化”。"),
        (ReportWords(text="有进展", percent=101), "完成率101%不在0—100%之间，请更正。"),
        (ReportWords(percent=10, no_change=True), "选择了“本期无变化”，但完成率由0%改为10%，请更正其中一项。"),
        (ReportWords(text="新的", no_change=True), "填写了新的进展情况，又选择了“本期无变化”，请去掉其中一项。"),
    ],
)
def test_a_refusal_writes_nothing(duty: Duty, cast: Cast, said: ReportWords, sentence: str) -> None:
    before = Event.objects.count()

    with pytest.raises(Refused) as refusal:
        submit_report(duty, period=MARCH, words=said, by=cast.lin, today=MARCH_20)

    assert (str(refusal.value), ProgressReport.objects.count(), Event.objects.count()) == (sentence, 0, before)


def test_no_change_repeats_the_percentage_and_no_words(duty: Duty, cast: Cast) -> None:
    submit_report(duty, period=MARCH, words=words(percent=30), by=cast.lin, today=MARCH_20)

    report = report_no_change(duty, period=APRIL, by=cast.lin, today=APRIL_3)

    assert (report.no_change, report.text, report.percent, report.state) == (True, "", 30, STATES.APPROVED)
    assert last_before(duty, period_of(date(2026, 5, 1), "month")) == LastSaid(
        text="完成专业调研。", percent=30, source="2026年4月进展", period_first=APRIL.first
    )


def test_one_tap_does_not_wipe_out_a_draft(duty: Duty, cast: Cast) -> None:
    save_report(duty, period=MARCH, words=words("写了一半"), by=cast.wu, today=MARCH_20)

    with pytest.raises(Refused):
        report_no_change(duty, period=MARCH, by=cast.lin, today=MARCH_20)

    assert list(ProgressReport.objects.values_list("text", "state")) == [("写了一半", STATES.DRAFT)]


def test_a_difficulty_is_raised_once_and_follows_a_correction(duty: Duty, cast: Cast) -> None:
    said = words(difficulties="缺少设备", support_wanted="协调经费")
    report = submit_report(duty, period=MARCH, words=said, by=cast.lin, today=MARCH_20)
    return_report(report, stage=STATES.APPROVED, because="请写明数量", by=cast.li, today=APRIL_3)

    submit_report(duty, period=MARCH, words=words(difficulties="缺少3台设备"), by=cast.lin, today=APRIL_5)

    assert list(Difficulty.objects.values_list("text", "support_wanted", "level", "raised_on")) == [
        ("缺少3台设备", "协调经费", "secretariat", MARCH_20)
    ]
    assert told(cast.chen) == ["北辰职校在任务1的进展中反映困难，请研究答复。"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_submit_at_once_one_is_told_it_is_done(duty: Duty, cast: Cast) -> None:
    start, answers = threading.Barrier(2), []

    def submit(by: Identity) -> None:
        start.wait()
        try:
            submit_report(duty, period=MARCH, words=words(), by=by, today=MARCH_20)
            answers.append("")
        except Refused as refusal:
            answers.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit, args=[by]) for by in (cast.lin, cast.lin)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["", "本期进展已报送，不能修改。如需更正，请联系牵头部门退回。"]
    assert ProgressReport.objects.count() == 1


@pytest.mark.usefixtures("on_march_20")
def test_a_school_reports_in_three_clicks(client: Client, plan: Plan, cast: Cast) -> None:
    signed_in(client, cast.lin)
    page = client.get(reverse("planning:unit_reports"))  # 1: the link on the desk
    shown = {str(line.row.duty.pk): line for line in page.context["lines"]}
    form = {"no_change": list(shown)}  # 2: 全部无变化
    for pk, line in shown.items():
        form |= {f"d{pk}-percent": [str(line.form["percent"].value())], f"d{pk}-text": [line.form["text"].value()]}

    answer = client.post(reverse("planning:unit_reports"), form)  # 3: 报送

    assert answer.status_code == 302
    assert list(
        ProgressReport.objects.order_by("duty__task__number").values_list("duty__task__number", "state", "no_change")
    ) == [(1, "approved", True), (2, "approved", True), (3, "approved", True)]
    assert told(cast.li) == ["北辰职校报送了进展，请审核。"]  # one message for two reports


@pytest.mark.usefixtures("on_march_20")
def test_one_row_in_error_keeps_its_words_and_the_others_go(client: Client, plan: Plan, cast: Cast) -> None:
    one, two, three = Duty.objects.filter(organisation=cast.north)
    signed_in(client, cast.wu)

    answer = client.post(
        reverse("planning:unit_reports"),
        {
            f"d{one.pk}-percent": "30",
            f"d{one.pk}-text": "完成专业调研。",
            f"d{two.pk}-percent": "120",
            f"d{two.pk}-text": "与三家企业开发课程。",
            f"d{three.pk}-percent": "0",
            f"d{three.pk}-text": "",
        },
    )

    assert list(ProgressReport.objects.values_list("duty", "state", "text")) == [
        (one.pk, "submitted", "完成专业调研。")
    ]
    assert [(line.row.duty.pk, line.form["text"].value()) for line in answer.context["lines"]] == [
        (two.pk, "与三家企业开发课程。"),
        (three.pk, ""),
    ]
    assert [str(message) for message in answer.context["messages"]] == [
        "已提交1项进展，待单位负责人审核后报送。",
        "还有1项未能报送，原因标在该行，已填写的内容都还在。",
    ]


@pytest.mark.usefixtures("on_march_20")
def test_untouched_rows_are_left_for_later(client: Client, plan: Plan, cast: Cast) -> None:
    duty = Duty.objects.filter(organisation=cast.north)[0]
    submit_report(duty, period=period_of(date(2026, 3, 1), "month"), words=words(), by=cast.lin, today=MARCH_20)
    form = {f"d{pk}-percent": "0" for pk in Duty.objects.values_list("pk", flat=True)}

    client = signed_in(client, cast.lin)
    answer = client.post(reverse("planning:unit_reports"), form, follow=True)

    assert ProgressReport.objects.count() == 1
    assert [str(message) for message in answer.context["messages"]] == [
        "没有可报送的内容：请勾选“本期无变化”，或修改进展情况后再报送。"
    ]


@pytest.mark.usefixtures("on_march_20")
def test_what_is_typed_on_the_page_is_kept_as_drafts(client: Client, plan: Plan, cast: Cast) -> None:
    one, two, _ = Duty.objects.filter(organisation=cast.north)

    answer = signed_in(client, cast.wu).post(
        reverse("planning:unit_reports_draft"),
        {
            f"d{one.pk}-percent": "30",
            f"d{one.pk}-text": "写了一半",
            f"d{two.pk}-percent": "0",
            f"d{two.pk}-text": "",
        },
    )

    assert (answer.status_code, list(ProgressReport.objects.values_list("duty", "state", "text"))) == (
        204,
        [(one.pk, "draft", "写了一半")],
    )


def test_the_page_takes_as_many_queries_for_three_rows_as_for_one(
    plan: Plan, cast: Cast, django_assert_num_queries: object
) -> None:
    assert callable(django_assert_num_queries)
    for duty in Duty.objects.filter(organisation=cast.north):
        submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)

    with django_assert_num_queries(3):
        assert len(unit_rows(cast.lin, APRIL_3)) == 3
    Duty.objects.filter(organisation=cast.north, task__number__gt=1).update(stopped_on=APRIL_3)
    with django_assert_num_queries(3):
        assert len(unit_rows(cast.lin, APRIL_3)) == 1


@pytest.mark.parametrize(
    ("who", "status", "rows"),
    [
        ("lin", 302, 1),
        ("wu", 302, 1),
        ("zhao", 404, 0),  # another school's duty does not exist for her
        ("li", 403, 0),
        ("chen", 403, 0),
        ("fang", 403, 0),
        ("shen", 403, 0),
        ("guan", 403, 0),
        (None, 302, 0),  # to sign in
    ],
)
@pytest.mark.parametrize("address", ["write_report", "report_no_change"])
@pytest.mark.usefixtures("on_march_20")
def test_who_may_report(
    client: Client, duty: Duty, cast: Cast, who: str | None, status: int, rows: int, address: str
) -> None:
    signed_in(client, cast[who] if who else None)

    answer = client.post(reverse(f"planning:{address}", args=[duty.pk]), {"text": "完成调研。", "percent": "30"})

    assert (answer.status_code, ProgressReport.objects.count()) == (status, rows)


@pytest.mark.parametrize(
    ("who", "status", "state"),
    [
        ("lin", 302, "approved"),
        ("wu", 403, "submitted"),
        ("zhao", 404, "submitted"),
        ("li", 403, "submitted"),
        (None, 302, "submitted"),
    ],
)
def test_who_may_approve(client: Client, duty: Duty, cast: Cast, who: str | None, status: int, state: str) -> None:
    report = submit_report(duty, period=MARCH, words=words(), by=cast.wu, today=MARCH_20)
    signed_in(client, cast[who] if who else None)

    answer = client.post(reverse("planning:approve_report", args=[report.pk]))

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (status, state)


@pytest.mark.parametrize(
    ("who", "status", "state"),
    [
        ("li", 302, "accepted"),
        ("chen", 302, "accepted"),
        ("zhou", 404, "approved"),  # leads another task
        ("lin", 403, "approved"),
        ("fang", 403, "approved"),
        (None, 302, "approved"),
    ],
)
def test_who_may_judge(client: Client, duty: Duty, cast: Cast, who: str | None, status: int, state: str) -> None:
    report = submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)
    signed_in(client, cast[who] if who else None)

    answer = client.post(reverse("planning:judge_report", args=[report.pk]))

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (status, state)


def test_a_return_without_a_reason_shows_the_sentence_and_changes_nothing(
    client: Client, duty: Duty, cast: Cast
) -> None:
    report = submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)

    answer = signed_in(client, cast.li).post(
        reverse("planning:judge_report", args=[report.pk]), {"decision": "no", "answer": ""}
    )

    report.refresh_from_db()
    assert (answer.context["form"].non_field_errors(), report.state) == (
        ["退回必须写明原因，请填写退回原因。"],
        STATES.APPROVED,
    )


def test_the_head_sends_up_what_is_ticked(client: Client, plan: Plan, cast: Cast) -> None:
    one, two, _ = [
        submit_report(duty, period=MARCH, words=words(), by=cast.wu, today=MARCH_20)
        for duty in Duty.objects.filter(organisation=cast.north)
    ]
    other = submit_report(
        Duty.objects.get(organisation=cast.south, task__number=1),
        period=MARCH,
        words=words(),
        by=cast.wu,
        today=MARCH_20,
    )

    signed_in(client, cast.lin).post(reverse("planning:approve_reports"), {"pk": [one.pk, two.pk, other.pk, "x"]})

    assert list(ProgressReport.objects.filter(state=STATES.APPROVED).order_by("pk").values_list("pk", flat=True)) == [
        one.pk,
        two.pk,
    ]


def test_the_lead_takes_what_is_ticked(client: Client, plan: Plan, cast: Cast) -> None:
    reports = [
        submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)
        for duty in Duty.objects.filter(organisation=cast.north)
    ]

    answer = signed_in(client, cast.li).post(
        reverse("planning:judge_reports"), {"pk": [report.pk for report in reports]}, follow=True
    )

    accepted = ProgressReport.objects.filter(state=STATES.ACCEPTED).order_by("pk").values_list("pk", flat=True)
    assert list(accepted) == [report.pk for report in reports[:2]]  # the third is led by 招生就业部
    assert [str(message) for message in answer.context["messages"]] == ["已采纳2份进展。"]


@pytest.mark.usefixtures("on_march_20")
def test_the_form_is_prefilled_from_the_last_report(client: Client, duty: Duty, cast: Cast) -> None:
    duty.since = date(2026, 2, 1)
    duty.save()
    february = period_of(date(2026, 2, 1), "month")
    submit_report(duty, period=february, words=words(percent=25), by=cast.lin, today=date(2026, 3, 1))

    page = signed_in(client, cast.wu).get(reverse("planning:write_report", args=[duty.pk]))

    assert (page.context["form"].initial, page.context["last"].source) == (
        {"text": "完成专业调研。", "percent": 25},
        "2026年2月进展",
    )


@pytest.mark.parametrize("wanted", ["2026-13-01", "soon", "2026-03"])
def test_an_unreadable_period_does_not_exist(client: Client, duty: Duty, cast: Cast, wanted: str) -> None:
    address = reverse("planning:write_report", args=[duty.pk])

    assert signed_in(client, cast.wu).get(address, {"period": wanted}).status_code == 404


@pytest.mark.usefixtures("on_march_20")
def test_a_draft_is_kept_while_typing_and_refused_once_sent(client: Client, duty: Duty, cast: Cast) -> None:
    signed_in(client, cast.wu)
    address = reverse("planning:write_report_draft", args=[duty.pk])
    statuses = [
        client.post(address, {"text": "写了一半", "percent": "20"}).status_code,
        client.post(address, {"text": "写了一半", "percent": "很多"}).status_code,
    ]
    submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)
    statuses.append(client.post(address, {"text": "又写了", "percent": "20"}).status_code)

    assert (statuses, list(ProgressReport.objects.values_list("text", flat=True))) == (
        [204, 400, 409],
        ["完成专业调研。"],
    )


@pytest.mark.usefixtures("on_march_20")
def test_what_was_typed_in_another_tab_is_shown_to_be_copied(client: Client, duty: Duty, cast: Cast) -> None:
    submit_report(duty, period=MARCH, words=words(), by=cast.wu, today=MARCH_20)
    signed_in(client, cast.wu)

    said = client.post(
        reverse("planning:write_report", args=[duty.pk]),
        {"text": "另一页写的 <b>", "percent": "20", "difficulties": ""},
    ).content.decode()

    assert "本期进展已提交，正由单位负责人审核，不能修改。" in said
    assert said.split("刚才填写的内容")[1].count("另一页写的 &lt;b&gt;") == 1
    assert list(ProgressReport.objects.values_list("text", flat=True)) == ["完成专业调研。"]


def test_unread_messages_are_not_repeated(duty: Duty, cast: Cast) -> None:
    report = submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)
    return_report(report, stage=STATES.APPROVED, because="缺少佐证", by=cast.li, today=MARCH_20)
    submit_report(duty, period=MARCH, words=words(), by=cast.lin, today=MARCH_20)

    assert Notice.objects.filter(to=cast.li, key__startswith="reports:").count() == 1


def test_a_page_opened_in_march_and_sent_in_april_is_about_march(
    client: Client, plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in(client, cast.lin)
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-03-31")
    page = client.get(reverse("planning:unit_reports"))
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-04-01")
    duty = page.context["lines"][0].row.duty

    client.post(page.context["send_url"], {"no_change": [duty.pk], f"d{duty.pk}-percent": "0", f"d{duty.pk}-text": ""})

    assert list(ProgressReport.objects.values_list("period_first", "submitted_on")) == [(MARCH.first, date(2026, 4, 1))]


@pytest.mark.parametrize("of", ["soon", "", "2099-01-01"])
@pytest.mark.usefixtures("on_march_20")
def test_a_day_unreadable_or_still_to_come_means_today(client: Client, plan: Plan, cast: Cast, of: str) -> None:
    page = signed_in(client, cast.lin).get(reverse("planning:unit_reports"), {"of": of})

    assert page.context["periods"] == [MARCH]


def test_history_asks_for_no_report_every_month(plan: Plan, cast: Cast) -> None:
    Plan.objects.filter(pk=plan.pk).update(supervised_from=date(2026, 7, 1))

    days = (date(2026, 9, 1), date(2029, 1, 2))
    asked = {day.year: set(owed_now(cast.lin, day).values_list("task__number", flat=True)) for day in days}

    # Task 2 was due in June, before supervision began; the plan ends with 2028.
    assert asked == {2026: {1, 3}, 2029: set()}
