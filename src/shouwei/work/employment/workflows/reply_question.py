"""A school answers a question; those who asked settle it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Question

SETTLED = {Question.Outcome.EXPLAINED, Question.Outcome.CORRECTED, Question.Outcome.UNRESOLVED}


def reply_question(question: Question, *, reply: str, by: Identity, today: date) -> None:
    reply_questions([question.pk], reply=reply, by=by, today=today)


@transaction.atomic
def reply_questions(keys: Iterable[int], *, reply: str, by: Identity, today: date) -> int:
    """One reply to questions of one cause: all of them or none. Each keeps it, and can be settled apart."""
    questions = list(
        Question.objects.select_for_update(of=("self",)).select_related("school").filter(pk__in=list(keys))
    )
    if not questions:
        raise Refused("请至少选择一个要答复的问题。")
    settled = sum(question.outcome in SETTLED for question in questions)
    if settled:
        raise Refused(
            "这个问题已经办结，不能再答复。"
            if len(questions) == 1
            else f"选中的问题中有{settled}个刚刚办结，不能再答复。请去掉后重新提交。"
        )
    if not reply.strip():
        raise Refused("请写明情况；已经更正的，写明更正了什么。")
    for question in questions:
        question.reply, question.replied_on, question.replied_by = reply.strip(), today, by
        question.outcome = Question.Outcome.REPLIED
        record(by=by, what="答复核查问题", on=question, about=question.school)
    Question.objects.bulk_update(questions, ["reply", "replied_on", "replied_by", "outcome"])
    return len(questions)


@transaction.atomic
def settle_question(question: Question, *, outcome: str, by: Identity, today: date) -> None:
    """Nothing is held against a school because nobody replied until the clock has run out."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if outcome not in SETTLED:
        raise Refused("请选择已说明、已更正或未解决。")
    if question.outcome in SETTLED:
        raise Refused("这个问题已经办结。")
    if question.outcome == Question.Outcome.OPEN and today <= question.due_on:
        raise Refused(
            f"学校还没有答复，答复期限到{question.due_on.year}年{question.due_on.month}月{question.due_on.day}日。"
        )
    question.outcome, question.settled_on, question.settled_by = Question.Outcome(outcome), today, by
    question.save()
    record(by=by, what="办结核查问题", on=question, about=question.school, why=question.get_outcome_display())
