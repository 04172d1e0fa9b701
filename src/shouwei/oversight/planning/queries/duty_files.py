"""Evidence as the file list shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from shouwei.core.templatetags.screen import cn_date

from ..models import Evidence

SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "application/pdf"})
"""Kinds a browser shows without running anything of ours or theirs."""


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
    preview = "?view=1" if row.file.media_type in SHOWN_INLINE else ""
    return FileLine(
        url=row.get_absolute_url() + preview,
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
