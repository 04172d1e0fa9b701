"""Evidence as the file list shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.urls import reverse

from shouwei.core.templatetags.screen import cn_date
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.people.models import Identity

from ..models import Duty, Evidence


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line of the file list: address, name, size, day, who, what it belongs to."""

    url: str
    name: str
    size: int
    when: str
    who: str
    note: str
    withdraw: str = ""
    """Where it may be taken back by who looks; empty where not."""


def files_of(evidence: QuerySet[Evidence], *, own: bool = False) -> list[FileLine]:
    """Lines for the file list, newest first; one query. ``own``: the reader may take them back."""
    rows = evidence.select_related("file", "attached_by__user", "report", "completion", "notice")
    return [_line_of(row, own) for row in rows]


def _line_of(row: Evidence, own: bool) -> FileLine:
    """The line of one piece of evidence whose relations are loaded."""
    return FileLine(
        url=reverse("planning:preview_evidence", args=[row.pk]),
        name=row.file.name,
        size=row.file.size,
        when=cn_date(row.attached_on),
        who=row.attached_by.user.name,
        note=_belongs_to(row),
        withdraw=reverse("planning:withdraw_evidence", args=[row.pk]) if own else "",
    )


def _belongs_to(row: Evidence) -> str:
    if row.report is not None:
        return f"{row.report.period_label}进展"
    if row.completion is not None:
        return "办结申请"
    return "督办回复" if row.notice is not None else ""


MOST_REUSABLE = 30


def reusable_files(duty: Duty, *, by: Identity, find: str = "") -> list[StoredFile]:
    """Files the unit has laid beside other duties and not beside this one, the latest first, each digest once; one query."""
    cited = Evidence.objects.filter(duty__organisation_id=by.organisation_id)
    if find:
        cited = cited.filter(file__name__icontains=find)
    here = Evidence.objects.filter(duty=duty).values("file__sha256")
    latest = cited.exclude(file__sha256__in=here).order_by().values("file__sha256").annotate(newest=Max("file"))
    rows = StoredFile.objects.filter(pk__in=latest.values("newest")).order_by("-pk")
    return list(rows[:MOST_REUSABLE])
