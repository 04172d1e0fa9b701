"""What the page of one duty shows: its history, and the steps open to the person who looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from shouwei.core.verdict import YES, Verdict, first_refusal
from shouwei.ground.audit.models import Event
from shouwei.ground.audit.queries import history_of
from shouwei.ground.people.models import Identity

from ..models import Completion, Duty, Evidence, Extension
from ..permissions import KEYS
from ..rules.closing import may_ask_completion, may_ask_extension, may_reopen, may_stop
from ..rules.duties import DECLINED, may_accept, may_assign, may_decline, may_offer_again
from ..rules.reports import may_write
from .closing import OPEN_COMPLETION, OPEN_EXTENSION
from .period_reports import period_for

FIRST = (
    "accept_duty",
    "write_report",
    "review_completion",
    "confirm_completion",
    "endorse_extension",
    "decide_extension",
)
"""What a page is mostly opened for."""
JUDGED: dict[type[Completion | Extension], dict[str, tuple[str, str]]] = {
    Completion: {"asked": ("review_completion", "复核办结申请"), "accepted": ("confirm_completion", "确认办结")},
    Extension: {"asked": ("endorse_extension", "审核延期申请"), "endorsed": ("decide_extension", "审批延期申请")},
}
SOMETHING = "（待填写）"
"""Stands for the text still to be written when a rule is asked whether a step is open at all."""


@dataclass(frozen=True, slots=True)
class Step:
    """A button, or the reason why it is not there."""

    action: str
    label: str
    url: str
    verdict: Verdict
    method: str = "get"
    primary: bool = True

    @property
    def kind(self) -> str:
        """One primary button at most: taking the duty on, reporting on it, or answering what was asked."""
        return "primary" if self.primary and self.action in FIRST else "secondary"


def duty_history(duty: Duty) -> QuerySet[Event]:
    """What happened to the duty, its reports, difficulties, applications, evidence and notices, newest first."""
    events = history_of(duty)
    for rows in (
        duty.reports.all(),
        duty.difficulties.all(),
        duty.extensions.all(),
        duty.completions.all(),
        Evidence.everything.filter(duty=duty),
        duty.supervision_notices.exclude(state="draft"),
    ):
        # Lists of numbers, not subqueries: the trail is long, and with numbers it is read through its index.
        if found := list(rows.values_list("pk", flat=True)):
            events |= Event.objects.filter(on_type=rows.model._meta.label_lower, on_id__in=found)
    return events.order_by("-pk")


def steps_for(identity: Identity | None, duty: Duty, today: date) -> list[Step]:
    """The steps whose door would open for this identity, each with the verdict of its rule."""
    return [step for step in _steps(duty, today) if KEYS.opens(identity, step.action, duty)]


def _steps(duty: Duty, today: date) -> Iterator[Step]:
    done, stopped = duty.completed_on is not None, duty.stopped_on is not None
    extending = duty.extensions.filter(state__in=OPEN_EXTENSION).exists()
    completing = duty.completions.filter(state__in=OPEN_COMPLETION).exists()
    period = period_for(duty, today)
    report = duty.reports.filter(period_first=period.first).first()
    accepted = duty.accepted_on is not None

    def step(action: str, label: str, verdict: Verdict) -> Step:
        return Step(action, label, reverse(f"planning:{action}", args=[duty.pk]), verdict)

    goes_on = duty.task.plan.goes_on(today)
    written = may_write(state=report.state if report else None, completed=done, stopped=stopped, accepted=accepted)
    writable = first_refusal(written, goes_on)
    if not accepted:
        url = reverse("planning:accept_duty")
        yield Step("accept_duty", "确认承担", url, may_accept(accepted_on=None, stopped_on=duty.stopped_on), "post")
        may = may_decline(accepted_on=None, stopped_on=duty.stopped_on, because=SOMETHING)
        yield Step("accept_duty", "不承担", reverse("planning:decline_duty", args=[duty.pk]), may, primary=False)
        if stopped and duty.stop_reason.startswith(DECLINED):
            url = reverse("planning:offer_again", args=[duty.pk])
            again = may_offer_again(declined=True, reason=duty.stop_reason, because=SOMETHING)
            yield Step("reopen_duty", "再次请单位承担", url, first_refusal(goes_on, again))
    yield step("write_report", f"填写{period.label}进展", writable)
    yield step(
        "ask_completion",
        "申请办结",
        may_ask_completion(
            summary=SOMETHING,
            evidence=1,  # can be uploaded together with the application
            closed=done or stopped,
            pending=completing,
            long_term=duty.task.is_long_term,
            accepted=accepted,
        ),
    )
    if duty.due_on is not None:
        yield step(
            "ask_extension",
            "申请延期",
            first_refusal(
                goes_on,
                may_ask_extension(
                    due_on=duty.due_on,
                    new_due_on=date.max,
                    last_day=date.max,
                    today=today,
                    reason=SOMETHING,
                    closed=done or stopped,
                    pending=extending,
                ),
            ),
        )
    yield step("assign_owner", "指定责任人", may_assign(belongs=True, completed=done, stopped=stopped))
    if done:
        yield step("reopen_duty", "重启任务", may_reopen(completed_on=duty.completed_on, because=SOMETHING))
    elif not stopped:
        verdict = may_stop(completed_on=duty.completed_on, stopped_on=duty.stopped_on, because=SOMETHING)
        yield step("stop_duty", "中止任务", verdict)


def judging_steps(identity: Identity | None, asked: Iterable[Completion | Extension]) -> list[Step]:
    """The door to each application that waits for this identity."""
    waiting = [(row, *JUDGED[type(row)][row.state]) for row in asked if row.state in JUDGED[type(row)]]
    return [
        Step(action, label, reverse(f"planning:{action}", args=[row.pk]), YES)
        for row, action, label in waiting
        if KEYS.opens(identity, action, row)
    ]


def no_change_step(duty: Duty, steps: Iterable[Step], today: date) -> Step | None:
    """本期无变化 in one tap, wherever this period's report is still to be written."""
    if not any(step.action == "write_report" and step.verdict for step in steps):
        return None
    url = f"{reverse('planning:report_no_change', args=[duty.pk])}?period={period_for(duty, today).first}"
    return Step("write_report", "本期无变化", url, YES, "post")
