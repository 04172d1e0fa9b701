"""Which figures have been amended since they were first told: marked wherever they are shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from ..models import Filing, Report
from .compute import Amended, Scope

Key = tuple[int, int | None, str]
"""year, school (None: the group), code."""


def amendments(scopes: Collection[Scope]) -> dict[Key, Amended]:
    """Of the group by its yearly reports, of schools by what they handed in; one query each."""
    whole = {scope.year for scope in scopes if scope.school is None}
    schools = {scope.school for scope in scopes if scope.school is not None}
    found = _of_reports(whole) if whole else {}
    return found | (_of_filings(schools, {scope.year for scope in scopes}) if schools else {})


def _of_reports(years: Collection[int]) -> dict[Key, Amended]:
    rows = Report.objects.filter(year__in=years, number__gt=1).order_by("year", "number")
    found: dict[Key, Amended] = {}
    for pk, year, number, figures in rows.values_list("pk", "year", "number", "snapshot__content__figures"):
        address = reverse("indicators:report", args=[pk])
        for row in figures:
            if row["changed"]:
                was = "—" if row["was"] is None else f"{row['was']}{row['unit']}"
                found[year, None, row["code"]] = Amended(f"第{number}次年度报告更正，原为{was}", address)
    return found


def _of_filings(schools: Collection[int], years: Collection[int]) -> dict[Key, Amended]:
    rows = Filing.objects.filter(
        school__in=schools,
        submission__round__year__in=years,
        submission__round__span="",
        decision=Filing.Decision.APPROVED,
    ).order_by("number")
    first: dict[int, dict[str, Any]] = {}
    found: dict[Key, Amended] = {}
    for filing in rows.select_related("submission__round"):
        lines = {line["code"]: line for line in filing.lines}
        if not filing.amends:
            first[filing.submission_id] = lines
            continue
        before = first.get(filing.submission_id, {})
        for code, line in lines.items():
            was = before.get(code)
            if was is not None and _numbers(was) != _numbers(line):
                words = f"“{filing.submission.round}”的填报已更正，原为{was['numerator']}÷{was['denominator']}"
                found[filing.submission.round.year, filing.school_id, code] = Amended(
                    words, filing.submission.get_absolute_url()
                )
    return found


def _numbers(line: dict[str, Any]) -> tuple[Any, Any]:
    return line["numerator"], line["denominator"]
