"""Rounds, how they stand, and what a member is to hand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.core.todos import Todo
from shouwei.ground.people.models import Identity

from ..models import Definition, Filing, Round, Submission
from ..permissions import KEYS
from ..rules.rounds import APPROVED, HANDED_IN, RETURNED, WAITING, Standing, is_late, standing
from ..rules.validation import Elsewhere
from .compute import Scope, figures_of

UNIT = (Identity.Role.UNIT_HEAD, Identity.Role.UNIT_STAFF)


def members_of(school: int, today: date) -> QuerySet[Identity]:
    return Identity.objects.on(today).filter(role__in=UNIT, organisation_id=school)


def deciders(one: Round, today: date) -> list[Identity]:
    """Who opened the round; everybody of the secretariat where he is gone."""
    here = Identity.objects.on(today)
    opener = list(here.filter(pk=one.opened_by_id)) if one.opened_by_id else []
    return opener or list(here.filter(role=Identity.Role.SECRETARIAT))


@dataclass(frozen=True, slots=True)
class Prefilled:
    """One figure of a submission as the records say, and last year's as approved or, without that, as the records say."""

    definition: Definition
    computed: tuple[int | None, int | None]
    before: float | None
    elsewhere: tuple[Elsewhere, ...] = ()


def prefilled(submission: Submission, today: date) -> list[Prefilled]:
    """A constant number of queries for any number of figures."""
    definitions = list(submission.round.definitions.all())
    year, school, span = submission.round.year, submission.school_id, submission.round.span
    now, past = (figures_of(definitions, [Scope(one, school)], on=today) for one in (year, year - 1))
    told = _approved_before(school, year - 1, span)
    others = _elsewhere(submission)
    return [
        Prefilled(
            row,
            (mine.numerator, mine.denominator) if mine.denominator else (None, None),  # nothing to divide by
            told.get(row.code, None if span else then.number),  # the records know no part of last year
            tuple(others.get((row.code, row.version), ())),
        )
        for row, mine, then in zip(definitions, now, past, strict=True)
    ]


def _elsewhere(submission: Submission) -> dict[tuple[str, int], list[Elsewhere]]:
    """What other rounds of the same time hold of the same member, by code and version: what stands, else what was handed in last."""
    asked = Round.objects.filter(year=submission.round.year, span=submission.round.span)
    rows = Filing.objects.filter(school=submission.school_id, submission__round__in=asked)
    rows = rows.exclude(submission=submission.pk).exclude(decision=Filing.Decision.RETURNED)
    newest: dict[int, Filing] = {}
    for filing in rows.select_related("submission__round").order_by("number"):
        known = newest.get(filing.submission_id)
        if known is None or filing.decision == Filing.Decision.APPROVED or not known.decision:
            newest[filing.submission_id] = filing
    found: dict[tuple[str, int], list[Elsewhere]] = {}
    for filing in newest.values():
        for line in filing.lines:
            said = Elsewhere(str(filing.submission.round), line["numerator"], line["denominator"])
            found.setdefault((line["code"], line["version"]), []).append(said)
    return found


def _approved_before(school: int, year: int, span: str) -> dict[str, float]:
    asked = Round.objects.filter(year=year, span=span)
    rows = Filing.objects.filter(school=school, submission__round__in=asked, decision=Filing.Decision.APPROVED)
    found: dict[str, float] = {}
    for filing in rows.order_by("pk"):
        for line in filing.lines:
            number = number_of(line)
            if number is not None:
                found[line["code"]] = number
    return found


def number_of(line: dict[str, Any]) -> float | None:
    """A handed-in figure as shown before its unit."""
    if line["numerator"] is None or not line["denominator"]:
        return None
    value = float(line["numerator"] / line["denominator"])
    return value * 100 if line["unit"] == "%" else value


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a round's page."""

    submission: Submission
    late: bool
    amended: bool
    differences: int
    """Figures of the newest filing that are not as the records said."""


def members(one: Round, today: date) -> list[Member]:
    """Two queries whatever their number."""
    newest: dict[int, Filing] = {}
    amended: set[int] = set()
    with acting_as_system("how complete and punctual a round is, is told to every member"):
        rows = list(one.submissions.select_related("school").order_by("school__name_pinyin", "pk"))
        for filing in Filing.objects.filter(submission__round=one).order_by("submission", "number"):
            newest[filing.submission_id] = filing
            if filing.amends and filing.decision == Filing.Decision.APPROVED:
                amended.add(filing.submission_id)
    return [
        Member(
            row,
            is_late(first_on=row.first_on, closes_on=one.closes_on, today=today),
            row.pk in amended,
            sum(bool(line["findings"]) for line in newest[row.pk].lines) if row.pk in newest else 0,
        )
        for row in rows
    ]


def standing_of(one: Round, rows: list[Member], today: date) -> Standing:
    return standing(
        [(row.submission.first_on, row.submission.state) for row in rows], closes_on=one.closes_on, today=today
    )


def lateness(school: int, *, since: date, until: date) -> tuple[int, int]:
    """For the appraisal: how many rounds a member owed that closed between two days, and in how many it was late."""
    rows = Submission.objects.filter(school=school, round__closes_on__range=(since, until)).select_related("round")
    late = [is_late(first_on=row.first_on, closes_on=row.round.closes_on, today=until) for row in rows]
    return len(late), sum(late)


def waiting(identity: Identity | None, today: date) -> Iterator[Todo]:
    """What waits for an identity among rounds; one query a role."""
    open_now = Submission.objects.filter(round__locked_on=None, round__opens_on__lte=today)
    if KEYS.holds(identity, "hand_in"):
        rows = open_now.filter(state__in=(WAITING, RETURNED)).select_related("round")
        for row in KEYS.within(identity, "hand_in", rows).order_by("round__closes_on"):
            back = row.state == RETURNED
            yield Todo(
                f"{'修改' if back else '填报'}“{row.round}”",
                "审定人退回，按意见修改后重新上报。" if back else "本单位在本轮次的填报名单中，已按登记的记录预填。",
                "逾期计入本单位的迟报率，锁定后列为未报。",
                row.get_absolute_url(),
                row.round.closes_on,
                kind="round",
            )
    if KEYS.holds(identity, "decide_submission"):
        handed = Submission.objects.filter(state=HANDED_IN).values_list("round", "round__title", "round__closes_on")
        count: dict[int, int] = {}
        names: dict[int, tuple[str, date]] = {}
        for key, title, closes_on in handed:
            count[key] = count.get(key, 0) + 1
            names[key] = (title, closes_on)
        for key, (title, closes_on) in names.items():
            yield Todo(
                f"审定“{title}”的填报（{count[key]}家）",
                "成员单位已上报，由秘书处或牵头部门审定。",
                "审定以前本轮次不能锁定。",
                Round(pk=key).get_absolute_url(),
                closes_on,
                kind="round",
            )


def newest_approved(submission: Submission) -> Filing | None:
    """What stands for the member now."""
    return submission.filings.filter(decision=Filing.Decision.APPROVED).order_by("-number").first()


STATES = {WAITING: "未报", HANDED_IN: "待审定", RETURNED: "已退回", APPROVED: "已审定"}
