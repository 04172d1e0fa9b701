"""An employer answers for its graduates over its link: a yes is a proof of E4, anything else a question to the school."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from shouwei.core.clock import day_of
from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.use_link import use_link

from ..employers import EMPLOYER_WORD_RULE
from ..models import EmployerAnswer, EmployerAsk, Proof, Question
from ..rules.cross_checks import weight_of
from ..rules.employer_word import may_answer, question_of, still_fits
from .ask_questions import DAYS_TO_REPLY
from .weigh import weigh

Said = Mapping[int, tuple[str, str]]
"""Row of :class:`EmployerAnswer` → (answer, correction)."""
NEWER_WORD = "单位另有答复"


@transaction.atomic
def answer_employer_link(link: Link, *, said: Said, now: datetime) -> EmployerAsk:
    """Of any number of replays one counts. What the school has changed since it asked gets no proof: it was never shown."""
    link = use_link(link, now=now)
    today = day_of(now)
    ask = EmployerAsk.objects.select_for_update(of=("self",)).select_related("school", "employer").get(pk=link.about_id)
    rows = list(ask.answers.select_related("destination"))
    require(may_answer(asked=[row.pk for row in rows], answered=list(said)))
    for row in rows:
        row.answer, row.note = said[row.pk][0], said[row.pk][1].strip()[:120]
        if row.answer not in EmployerAnswer.Answer.values:
            raise Refused("请从四个选项中选择。")
    told = [row for row in rows if row.answer != EmployerAnswer.Answer.UNKNOWN]
    earlier = Proof.objects.filter(
        destination__in=[row.destination_id for row in told], kind=Proof.Kind.EMPLOYER, void_reason=""
    )
    earlier.update(void_reason=NEWER_WORD)
    for row in told:
        if row.answer == EmployerAnswer.Answer.YES and _shown_still(row, ask):
            row.proof = Proof.objects.create(
                destination=row.destination,
                kind=Proof.Kind.EMPLOYER,
                given_on=today,
                note=f"{ask.employer.name}（{ask.contact_post}）确认",
            )
    EmployerAnswer.objects.bulk_update(rows, ["answer", "note", "proof"])
    ask.answered_at = now
    ask.save(update_fields=["answered_at"])
    _ask_the_school(ask, told, now)
    weigh([row.destination for row in told], on=today, because=NEWER_WORD)
    record(by=None, outsider=ask.contact_post, what="单位答复", on=ask, about=ask.school, why=_counted(rows))
    return ask


def _shown_still(row: EmployerAnswer, ask: EmployerAsk) -> bool:
    there = row.destination
    return still_fits(
        code=there.employer_code,
        asked_code=ask.employer_code,
        started_on=there.started_on,
        shown_started_on=row.started_on,
    )


def _ask_the_school(ask: EmployerAsk, rows: list[EmployerAnswer], now: datetime) -> None:
    """One question a graduate and answer; nothing about the graduate changes by itself."""
    today = day_of(now)
    Question.objects.bulk_create(
        [
            Question(
                school=ask.school,
                cohort=ask.cohort,
                destination=row.destination,
                rule=EMPLOYER_WORD_RULE,
                weight=weight_of(EMPLOYER_WORD_RULE),
                subject=f"单位答复{row.pk}",
                text=text[:300],
                asked_on=today,
                due_on=today + timedelta(days=DAYS_TO_REPLY),
            )
            for row in rows
            if row.destination.employer_code == ask.employer_code
            and (text := question_of(row.answer, note=row.note, employer=ask.employer.name))
        ],
        ignore_conflicts=True,
    )


def _counted(rows: list[EmployerAnswer]) -> str:
    labels = EmployerAnswer.Answer
    return "，".join(
        f"{label.label}{count}人" for label in labels if (count := sum(row.answer == label.value for row in rows))
    )
