"""学生的个人信息: what is held about one student, a copy to hand over, and deletion of what may go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import now, today
from shouwei.core.keys import SignedInRequest
from shouwei.core.proof import fresh_proof
from shouwei.core.verdict import Refused
from shouwei.ground.learners.models import Student
from shouwei.ground.links.queries import newest_links

from ..links import DATA_LINKS
from ..models import DataRequest
from ..permissions import KEYS
from ..queries.student import ON_ROLL, looks_at, plan_student_erasure, what_can_go
from ..rules.by_link import may_act_for
from ..rules.requests import WAITING
from ..workflows.erase_student import erase_student
from ..workflows.export_person import export_student

LOOKS_SHOWN = 20


class ReasonForm(forms.Form):
    because = forms.CharField(
        label="原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：毕业生本人书面申请，身份已核对。会记入操作记录。",
    )


STUDENTS = Student.objects.select_related("school")


@KEYS.page("student_data")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    student = KEYS.fetch(request.identity, "student_data", STUDENTS.all(), pk=pk)
    return _shown(request, student, copying=ReasonForm(prefix="copy"), erasing=ReasonForm(prefix="erase"))


@KEYS.page("student_data")
@require_POST
@fresh_proof()
def copy(request: SignedInRequest, pk: int) -> HttpResponse:
    student = KEYS.fetch(request.identity, "student_data", STUDENTS.all(), pk=pk)
    form = ReasonForm(request.POST, prefix="copy")
    if form.is_valid():
        try:
            packed = export_student(student, because=form.cleaned_data["because"], by=request.identity)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            answer = HttpResponse(packed, content_type="application/zip")
            answer["Content-Disposition"] = f"attachment; filename=shouwei-student-{student.pk}-{today():%Y%m%d}.zip"
            answer["Cache-Control"] = "no-store"
            return answer
    return _shown(request, student, copying=form, erasing=ReasonForm(prefix="erase"))


@KEYS.page("erase_student")
@require_POST
@fresh_proof()
def erase(request: SignedInRequest, pk: int) -> HttpResponse:
    student = KEYS.fetch(request.identity, "erase_student", STUDENTS.all(), pk=pk)
    form = ReasonForm(request.POST, prefix="erase")
    if form.is_valid():
        try:
            changed = erase_student(student, because=form.cleaned_data["because"], by=request.identity)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"可以删除的内容已清空，涉及{changed}行。依法保留的部分见下表。")
            return redirect("privacy:student", student.pk)
    return _shown(request, student, copying=ReasonForm(prefix="copy"), erasing=form)


def _shown(request: SignedInRequest, student: Student, **forms_: ReasonForm) -> HttpResponse:
    with acting_as_system("the dry run counts what every table holds about this student"):
        lines: list[Any] = plan_student_erasure(student)
        left = bool(what_can_go(student))
        sent = [newest_links(purpose.name, [student.pk]).get(student.pk) for purpose in DATA_LINKS.values()]
        looks = list(looks_at(student)[:LOOKS_SHOWN])
    context = {
        "student": student,
        "lines": lines,
        "looks": looks,
        "may_send": KEYS.opens(request.identity, "send_data_link", student),
        "guardian": may_act_for("guardian", born_on=student.born_on, today=today()),
        "sent": [(link, link.state_label(now())) for link in sent if link],
        "may_note": KEYS.opens(request.identity, "note_for_student", student),
        "requests": DataRequest.objects.filter(student=student, state__in=WAITING),
        "may_erase": KEYS.opens(request.identity, "erase_student", student),
        "on_roll": student.state in ON_ROLL,
        "left": left,
        **forms_,
    }
    return render(request, "privacy/student.html", context)
