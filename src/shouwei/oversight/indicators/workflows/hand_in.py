"""A member hands in its figures: checked, with a reason where they are unlikely; after the lock it is an amendment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.people.models import Identity

from ..models import Filing, Submission
from ..queries.rounds import Prefilled, deciders, prefilled
from ..rules.rounds import HANDED_IN, may_hand_in
from ..rules.validation import Finding, Line, findings, unexplained


@dataclass(frozen=True, slots=True)
class Figure:
    """What was typed for one definition."""

    numerator: int | None
    denominator: int | None
    reason: str = ""


@transaction.atomic
def hand_in(submission: Submission, *, figures: Mapping[str, Figure], why: str, by: Identity, today: date) -> Filing:
    """``figures``: by the code of the definition; one that is not named is handed in as the records say."""
    submission = (
        Submission.objects.select_for_update(of=("self",)).select_related("round", "school").get(pk=submission.pk)
    )
    closed = submission.round.locked_on is not None
    require(
        may_hand_in(state=submission.state, opens_on=submission.round.opens_on, locked=closed, today=today, why=why)
    )
    rows = prefilled(submission, today)
    lines = [as_line(row, figures.get(row.definition.code)) for row in rows]
    found = findings(lines)
    reasons = {code: figure.reason.strip() for code, figure in figures.items()}
    if standing := unexplained(found, reasons):
        raise Refused("；".join(one.text.rstrip("。") for one in standing) + "。")
    number = submission.filings.count() + 1
    filing = Filing.objects.create(
        submission=submission,
        school=submission.school,
        number=number,
        lines=[_kept(row, line, found, reasons) for row, line in zip(rows, lines, strict=True)],
        why=why.strip() if closed else "",
        amends=closed,
        handed_in_on=today,
        handed_in_by=by,
    )
    submission.state = HANDED_IN
    submission.first_on = submission.first_on or today
    submission.save(update_fields=["state", "first_on"])
    what = "申请更正" if closed else "上报了"
    tell(
        deciders(submission.round, today),
        f"{submission.school}{what}“{submission.round}”的数据，请审定。",
        url=submission.get_absolute_url(),
        key=f"submission:{submission.pk}:handed_in",
    )
    record(by=by, what="申请更正数据" if closed else "上报数据", on=filing, about=submission.round, why=why.strip())
    return filing


def as_line(row: Prefilled, typed: Figure | None) -> Line:
    numbers = (typed.numerator, typed.denominator) if typed else row.computed
    who = row.definition
    return Line(who.code, who.name, who.unit, *numbers, row.computed, row.before, row.elsewhere)


def _kept(row: Prefilled, line: Line, found: list[Finding], reasons: Mapping[str, str]) -> dict[str, Any]:
    mine = [one for one in found if one.code == line.code]
    return {
        "code": line.code,
        "version": row.definition.version,
        "name": line.name,
        "unit": line.unit,
        "numerator": line.numerator,
        "denominator": line.denominator,
        "computed": list(line.computed),
        "before": line.before,
        "findings": [{"rule": one.rule, "version": one.version, "text": one.text} for one in mine],
        "reason": reasons.get(line.code, "") if mine else "",
    }
