"""What head and lead share when they read a report and say yes or no: the sheet, its files, the two buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest

from ..models import ProgressReport
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..queries.reports import with_words
from ..workflows.return_report import return_report
from .answering import answer_page


@dataclass(frozen=True, slots=True)
class Words:
    """What the page says to this reader, and what the screen confirms after yes and after no."""

    lead: str
    yes: str
    no: str
    said: tuple[str, str]


def answer_report(
    request: SignedInRequest,
    pk: int,
    *,
    key: str,
    stage: ProgressReport.State,
    accept: Callable[..., object],
    words: Words,
    back: str,
) -> HttpResponse:
    """``stage``: the state in which the report waits for this reader; ``accept``: the verb behind the first button."""
    report = KEYS.fetch(request.identity, key, with_words(ProgressReport.objects.all()), pk=pk)
    waiting = reverse(back)
    return answer_page(
        request,
        thing=report,
        decide=partial(_decide, request, report, stage, accept),
        template="planning/answer_report.html",
        said=words.said,
        back=waiting,
        report=report,
        files=files_of(report.evidence.all()),
        words=words,
        stage=stage,
        waiting=waiting,
    )


def _decide(
    request: SignedInRequest, report: ProgressReport, stage: str, accept: Callable[..., object], **answered: Any
) -> None:
    if answered["approve"]:
        accept(report, by=request.identity, today=today())
    else:
        return_report(report, stage=stage, because=answered["answer"], by=request.identity, today=today())
