"""The roll, filtered by its address; figures by school above it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.lists import Pages
from shouwei.core.sheets import SHEETS

from ..models import Source, Student
from ..permissions import KEYS
from ..queries import Wanted, choices_of, students_paged, wanted_of

PER_PAGE = 50
DEEPEST = 400
"""Pages that can be turned to; further down one narrows the filter. Keeps the farthest page as quick as the first."""
STATES = {
    "enrolled": "normal",
    "suspended": "behind",
    "graduated": "done",
    "completed": "done",
    "withdrawn": "stopped",
    "transferred": "stopped",
}


@KEYS.page("view_students")
def page(request: SignedInRequest) -> HttpResponse:
    wanted = wanted_of(request.GET)
    found, people = students_paged(request.identity, wanted)
    deepest = DEEPEST if found.most is None else found.most // PER_PAGE
    shown = Pages(found, PER_PAGE, people=people, deepest=deepest).get_page(request.GET.get("page"))
    rows = [{"student": student, "state": STATES[student.state]} for student in shown]
    context = {
        "rows": rows,
        "page": shown,
        "people": people,
        "too_many": people > deepest * PER_PAGE,
        "most": found.most if found.most is not None and people > found.most else None,
        "wanted": wanted,
        "filters": _filters(request, wanted),
        "sheets": [
            sheet
            for sheet in (SHEETS[f"learners.{noun}"] for noun in ("students", "graduates", "changes"))
            if sheet.opens(request.identity)
        ],
        "may_import": KEYS.holds(request.identity, "import_students"),
        "may_graduate": KEYS.holds(request.identity, "graduate_class"),
        "filtered": wanted != Wanted(),
    }
    return render(request, "learners/students.html", context)


def _filters(request: SignedInRequest, wanted: Wanted) -> list[dict[str, object]]:
    """One select a filter: name, label, present value, choices."""
    offered = choices_of(request.identity)
    years = [(year, f"{year}级") for year in range(today().year, today().year - 8, -1)]
    sources = [("adults", "高职扩招（全部）"), *Source.choices]
    selects = [
        ("level", "层次", wanted.level, offered["level"]),
        ("year", "年级", wanted.year, years),
        ("specialty", "专业", wanted.specialty, offered["specialty"]),
        ("source", "生源", wanted.source, sources),
        ("state", "学籍状态", wanted.state, Student.State.choices),
    ]
    if len(offered["school"]) > 1:
        selects.insert(0, ("school", "学校", wanted.school, offered["school"]))
    return [{"name": n, "label": label, "value": value, "choices": choices} for n, label, value, choices in selects]
