"""More time, completion, reopening, stopping: who decides, what moves, and that a slow judge costs nobody anything."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Completion, Duty, Evidence, Extension, Plan
from shouwei.oversight.planning.queries.duty_page import judging_steps
from shouwei.oversight.planning.queries.lights import light_of_duty
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.rules.states import State
from shouwei.oversight.planning.workflows.accept_duty import accept_duty
from shouwei.oversight.planning.workflows.ask_completion import ask_completion
from shouwei.oversight.planning.workflows.ask_extension import ask_extension
from shouwei.oversight.planning.workflows.assign_owner import assign_owner
from shouwei.oversight.planning.workflows.confirm_completion import confirm_completion
from shouwei.oversight.planning.workflows.decide_extension import decide_extension
from shouwei.oversight.planning.workflows.endorse_extension import endorse_extension
from shouwei.oversight.planning.workflows.reopen_duty import reopen_duty
from shouwei.oversight.planning.workflows.review_completion import review_completion
from shouwei.oversight.planning.workflows.save_report import ReportWords
from shouwei.oversight.planning.workflows.stop_duty import stop_duty
from shouwei.oversight.planning.workflows.submit_report import submit_report

DUE, LATER = date(2026, 12, 31), date(2027, 3, 31)
ASKED, JUDGED = date(2026, 12, 30), date(2027, 1, 8)


@pytest.fixture
def duty(plan: Plan, cast: Cast) -> Duty:
    """北辰's part of task 1, due on the last day of 2026."""
    return Duty.objects.get(task__number=1, organisation=cast.north)


@pytest.fixture
def proven(duty: Duty, cast: Cast) -> Duty:
    """With one piece of evidence."""
    file = StoredFile.objects.create(sha256="0" * 64, name="成果.pdf", media_type="application/pdf", size=1)
    Evidence.objects.create(duty=duty, file=file, attached_on=ASKED, attached_by=cast.wu)
    return duty


def told(identity: Identity) -> list[str]:
    return list(identity.notices.exclude(key__startswith="plan:").order_by("pk").values_list("text", flat=True))


def ask(duty: Duty, cast: Cast) -> Extension:
    return ask_extension(duty, new_due_on=LATER, reason="设备到货推迟", by=cast.lin, today=ASKED)


def test_an_extension_moves_the_date_and_keeps_the_one_first_ordered(duty: Duty, cast: Cast) -> None:
    extension = ask(duty, cast)
    endorse_extension(extension, approve=True, answer="情况属实", by=cast.li, today=ASKED)
    # Decided after the day has passed: what counts is that it was asked in time.
    decide_extension(extension, approve=True, answer="", by=cast.chen, today=JUDGED)

    duty.refresh_from_db()
    extension.refresh_from_db()
    assert (duty.due_on, duty.original_due_on, extension.state) == (LATER, DUE, "approved")
    assert list(Event.objects.filter(on_type="planning.extension").values_list("what", "changes")) == [
        ("批准延期", {"due_on": ["2026-12-31", "2027-03-31"]}),
        ("同意延期申请", {}),
        ("申请延期", {}),
    ]
    assert told(cast.wu) == ["北辰职校任务1的延期申请已获批准，期限延至2027年3月31日。"]


@pytest.mark.parametrize("stage", ["lead", "secretariat"])
def test_an_extension_refused_moves_nothing(duty: Duty, cast: Cast, stage: str) -> None:
    extension = ask(duty, cast)
    if stage == "lead":
        endorse_extension(extension, approve=False, answer="可以按期完成", by=cast.li, today=ASKED)
    else:
        endorse_extension(extension, approve=True, answer="", by=cast.li, today=ASKED)
        decide_extension(extension, approve=False, answer="可以按期完成", by=cast.chen, today=ASKED)

    duty.refresh_from_db()
    extension.refresh_from_db()
    assert (duty.due_on, extension.state, extension.answer, extension.decided_on) == (
        DUE,
        "refused",
        "可以按期完成",
        ASKED,
    )


def test_the_secretariat_waits_for_the_lead(duty: Duty, cast: Cast) -> None:
    extension = ask(duty, cast)

    with pytest.raises(Refused):
        decide_extension(extension, approve=True, answer="", by=cast.chen, today=ASKED)

    duty.refresh_from_db()
    assert duty.due_on == DUE


def test_an_extension_of_a_date_that_has_moved_is_not_granted(duty: Duty, cast: Cast) -> None:
    extension = ask(duty, cast)
    endorse_extension(extension, approve=True, answer="", by=cast.li, today=ASKED)
    Duty.objects.update(due_on=date(2027, 6, 30))

    with pytest.raises(Refused) as refusal:
        decide_extension(extension, approve=True, answer="", by=cast.chen, today=ASKED)

    duty.refresh_from_db()
    assert (str(refusal.value), duty.due_on) == (
        "申请时的期限为2026年12月31日，现为2027年6月30日。请选择“不同意”并写明情况，由单位按新期限重新申请。",
        date(2027, 6, 30),
    )


def test_one_open_application_at_a_time(proven: Duty, cast: Cast) -> None:
    ask(proven, cast)
    ask_completion(proven, summary="已完成", by=cast.lin, today=ASKED)

    with pytest.raises(Refused):
        ask(proven, cast)
    with pytest.raises(Refused):
        ask_completion(proven, summary="已完成", by=cast.lin, today=ASKED)
    for row in (Extension.objects.get(), Completion.objects.get()):
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    assert (Extension.objects.count(), Completion.objects.count()) == (1, 1)


def test_a_duty_is_done_on_the_day_it_was_asked(proven: Duty, cast: Cast) -> None:
    completion = ask_completion(proven, summary="已完成", by=cast.lin, today=ASKED)
    proven.refresh_from_db()
    assert light_of_duty(proven, JUDGED).state is State.IN_REVIEW

    review_completion(completion, approve=True, answer="", by=cast.li, today=JUDGED)
    confirm_completion(completion, approve=True, answer="", by=cast.chen, today=date(2027, 1, 20))

    proven.refresh_from_db()
    assert (proven.completed_on, proven.percent, light_of_duty(proven, JUDGED).why) == (
        ASKED,
        100,
        "已于2026年12月30日完成，经秘书处确认办结。",
    )
    assert Evidence.objects.get().completion == completion
    assert told(cast.wu) == ["北辰职校任务1已确认办结，完成日期2026年12月30日。"]


@pytest.mark.parametrize("stage", ["lead", "secretariat"])
def test_a_completion_returned_may_be_asked_again(proven: Duty, cast: Cast, stage: str) -> None:
    completion = ask_completion(proven, summary="已完成", by=cast.lin, today=ASKED)
    if stage == "lead":
        review_completion(completion, approve=False, answer="缺少签章", by=cast.li, today=JUDGED)
    else:
        review_completion(completion, approve=True, answer="", by=cast.li, today=JUDGED)
        confirm_completion(completion, approve=False, answer="缺少签章", by=cast.chen, today=JUDGED)

    proven.refresh_from_db()
    completion.refresh_from_db()
    assert (proven.completion_asked_on, proven.completed_on, completion.state) == (None, None, "returned")
    assert told(cast.wu) == ["任务1的办结申请被退回：缺少签章"]
    assert ask_completion(proven, summary="已补签章", by=cast.lin, today=JUDGED).pk != completion.pk


def test_without_evidence_nothing_is_asked(duty: Duty, cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        ask_completion(duty, summary="已完成", by=cast.lin, today=ASKED)

    duty.refresh_from_db()
    assert (str(refusal.value), Completion.objects.count(), duty.completion_asked_on) == (
        "还没有佐证材料，请至少上传1份佐证后再申请办结。",
        0,
        None,
    )


def test_a_duty_reopened_stands_where_its_last_report_left_it(proven: Duty, cast: Cast) -> None:
    submit_report(
        proven,
        period=period_of(ASKED, "month"),
        words=ReportWords(text="基本完成", percent=90),
        by=cast.lin,
        today=ASKED,
    )
    completion = ask_completion(proven, summary="已完成", by=cast.lin, today=ASKED)
    review_completion(completion, approve=True, answer="", by=cast.li, today=JUDGED)
    confirm_completion(completion, approve=True, answer="", by=cast.chen, today=JUDGED)

    reopen_duty(proven, because="验收发现漏项", by=cast.chen, today=JUDGED)

    proven.refresh_from_db()
    completion.refresh_from_db()
    assert (proven.completed_on, proven.completion_asked_on, proven.percent, completion.state) == (
        None,
        None,
        90,
        "reopened",
    )


def test_what_was_asked_ends_with_a_duty_that_is_stopped(proven: Duty, cast: Cast) -> None:
    ask(proven, cast)
    ask_completion(proven, summary="已完成", by=cast.lin, today=ASKED)

    stop_duty(proven, because="并入任务2", by=cast.chen, today=ASKED)

    proven.refresh_from_db()
    assert (
        proven.stopped_on,
        proven.stop_reason,
        proven.completion_asked_on,
        Extension.objects.get().state,
        Completion.objects.get().state,
    ) == (ASKED, "并入任务2", None, "refused", "returned")


def test_a_late_joiner_takes_a_duty_on_once(duty: Duty, cast: Cast) -> None:
    Duty.objects.filter(pk=duty.pk).update(accepted_on=None)

    accept_duty(duty, by=cast.lin, today=ASKED)
    with pytest.raises(Refused):
        accept_duty(duty, by=cast.lin, today=JUDGED)

    duty.refresh_from_db()
    assert (duty.accepted_on, told(cast.li)) == (ASKED, ["北辰职校已确认承担贵部门牵头的任务。"])


def test_the_owner_is_one_of_the_unit(duty: Duty, cast: Cast) -> None:
    assign_owner(duty, owner=cast.wu.user, by=cast.lin, today=ASKED)
    with pytest.raises(Refused) as refusal:
        assign_owner(duty, owner=cast.zhao.user, by=cast.lin, today=ASKED)

    duty.refresh_from_db()
    assert (duty.owner, str(refusal.value), told(cast.wu)) == (
        cast.wu.user,
        "责任人须为本单位在册人员，请先由管理员为其开通账号。",
        ["您被指定为任务1的责任人。"],
    )


def in_state(step: str, duty: Duty, cast: Cast) -> int:
    """Bring the duty to where the step is due, and return the row the address names."""
    if step in ("endorse_extension", "decide_extension"):
        extension = ask(duty, cast)
        if step == "decide_extension":
            endorse_extension(extension, approve=True, answer="", by=cast.li, today=ASKED)
        return extension.pk
    if step in ("review_completion", "confirm_completion", "reopen_duty"):
        completion = ask_completion(duty, summary="已完成", by=cast.lin, today=ASKED)
        if step != "review_completion":
            review_completion(completion, approve=True, answer="", by=cast.li, today=ASKED)
        if step == "reopen_duty":
            confirm_completion(completion, approve=True, answer="", by=cast.chen, today=ASKED)
            return duty.pk
        return completion.pk
    return duty.pk


FORMS: dict[str, dict[str, str]] = {
    "ask_extension": {"new_due_on": "2027-03-31", "reason": "设备到货推迟"},
    "ask_completion": {"summary": "已完成"},
    "reopen_duty": {"because": "漏项"},
    "stop_duty": {"because": "合并"},
}


@pytest.mark.parametrize(
    ("step", "who", "status"),
    [
        ("ask_extension", "lin", 302),
        ("ask_extension", "wu", 403),
        ("ask_extension", "zhao", 404),
        ("ask_completion", "lin", 302),
        ("ask_completion", "wu", 403),
        ("ask_completion", "zhao", 404),
        ("assign_owner", "lin", 302),
        ("assign_owner", "zhao", 404),
        ("endorse_extension", "li", 302),
        ("endorse_extension", "zhou", 404),
        ("endorse_extension", "lin", 403),
        ("decide_extension", "chen", 302),
        ("decide_extension", "li", 403),
        ("review_completion", "li", 302),
        ("review_completion", "zhou", 404),
        ("review_completion", "lin", 403),
        ("confirm_completion", "chen", 302),
        ("confirm_completion", "li", 403),
        ("reopen_duty", "chen", 302),
        ("reopen_duty", "lin", 403),
        ("stop_duty", "chen", 302),
        ("stop_duty", "fang", 403),
    ],
)
def test_whose_door_it_is(
    client: Client,
    proven: Duty,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    who: str,
    status: int,
) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2026-12-30")
    pk = in_state(step, proven, cast)
    before = Event.objects.count()
    client.force_login(cast[who].user)
    address = reverse(f"planning:{step}", args=[pk])
    form: dict[str, Any] = FORMS.get(step, {"owner": cast.wu.user.pk, "answer": "可以"})

    shown = client.get(address).status_code
    answer = client.post(address, form)

    assert (shown, answer.status_code, Event.objects.count() - before) == (
        200 if status == 302 else status,
        status,
        int(status == 302),
    )


@pytest.mark.parametrize("step", ["ask_extension", "ask_completion", "assign_owner", "stop_duty", "reopen_duty"])
def test_a_refusal_keeps_what_was_typed(
    client: Client, duty: Duty, cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", "2027-01-01")  # the day after
    client.force_login((cast.chen if step in ("stop_duty", "reopen_duty") else cast.lin).user)
    if step == "stop_duty":
        Duty.objects.update(stopped_on=ASKED)
    form: dict[str, Any] = FORMS.get(step, {"owner": cast.zhao.user.pk})

    answer = client.post(reverse(f"planning:{step}", args=[duty.pk]), form)

    shown = answer.context["form"]
    assert (answer.status_code, bool(shown.errors), dict(shown.data.items())) == (
        200,
        True,
        {name: str(value) for name, value in form.items()},
    )


def test_the_unit_takes_on_what_it_ticks(client: Client, plan: Plan, cast: Cast) -> None:
    Duty.objects.update(accepted_on=None)
    mine, *_ = Duty.objects.filter(organisation=cast.north)
    other = Duty.objects.filter(organisation=cast.south)[0]
    client.force_login(cast.lin.user)

    client.post(reverse("planning:accept_duty"), {"pk": [mine.pk, other.pk]})

    assert list(Duty.objects.exclude(accepted_on=None).values_list("pk", flat=True)) == [mine.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_applications_takes_a_constant_number_of_queries(
    client: Client, plan: Plan, cast: Cast, django_assert_max_num_queries: Any, rows: int
) -> None:
    for duty in Duty.objects.exclude(due_on=None)[:rows]:
        ask_extension(duty, new_due_on=LATER, reason="推迟", by=cast.lin, today=date(2026, 6, 1))
    client.force_login(cast.chen.user)

    with django_assert_max_num_queries(12):
        page = client.get(reverse("planning:closing_requests"))

    assert len(page.context["extensions"]) == rows


def test_the_duty_shows_each_judge_the_door_to_what_waits_for_him(proven: Duty, cast: Cast, client: Client) -> None:
    def doors(who: Identity) -> list[tuple[str, str]]:
        rows: list[Completion | Extension] = [*proven.completions.all(), *proven.extensions.all()]
        return [(step.label, step.kind) for step in judging_steps(who, rows)]

    extension = ask_extension(proven, new_due_on=LATER, reason="设备未到。", by=cast.lin, today=ASKED)
    completion = ask_completion(proven, summary="已全部完成。", by=cast.lin, today=ASKED)
    asked = {name: doors(cast[name]) for name in ("lin", "li", "zhou", "chen")}
    review_completion(completion, approve=True, answer="", by=cast.li, today=JUDGED)
    endorse_extension(extension, approve=True, answer="", by=cast.li, today=JUDGED)
    client.force_login(cast.chen.user)
    page = client.get(f"/planning/duties/{proven.pk}/").content.decode()

    both = [("复核办结申请", "primary"), ("审核延期申请", "primary")]
    assert asked == {"lin": [], "li": both, "zhou": [], "chen": both}
    assert {name: doors(cast[name]) for name in ("lin", "li")} == {"lin": [], "li": []}
    assert doors(cast.chen) == [("确认办结", "primary"), ("审批延期申请", "primary")]
    assert page.count(f'href="/planning/completions/{completion.pk}/confirm/"') == 1
