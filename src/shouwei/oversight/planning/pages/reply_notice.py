"""Write the reply to a 督办单; kept while it is written."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.ground.audit.queries import history_of
from shouwei.ground.documents.files_field import FilesField

from ..models import SupervisionNotice
from ..permissions import KEYS
from ..queries.duty_files import files_of
from ..workflows.keep_reply import keep_reply
from ..workflows.reply_notice import reply_notice
from .uploading import attach_uploads

LONGEST = 5000


class ReplyForm(forms.Form):
    reply = forms.CharField(
        label="回复",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="写明办理情况、原因、下一步措施、完成时间和责任人。",
    )
    evidence = FilesField(label="佐证材料", required=False, help_text="文件、照片、扫描件均可，可一次选择多份。")


@KEYS.page("reply_notice")
def page(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = SupervisionNotice.objects.select_related("duty__task__plan", "duty__organisation", "to")
    notice = KEYS.fetch(request.identity, "reply_notice", rows, pk=pk)
    if request.method == "POST" and request.headers.get("X-Requested-With") == "autosave":
        kept = keep_reply(notice, reply=request.POST.get("reply", "")[:LONGEST])
        return HttpResponse(status=204 if kept else 409)
    form = ReplyForm(request.POST or None, request.FILES or None, initial={"reply": notice.reply})
    if form.is_valid():
        with refusal_shown_on(form):
            # Kept even when the reply is refused: nobody has to upload twice.
            keep_reply(notice, reply=form.cleaned_data["reply"])
            attach_uploads(request, notice.duty, form.cleaned_data["evidence"], notice=notice)
            reply_notice(notice, by=request.identity, today=today(), reply=form.cleaned_data["reply"])
            messages.success(request, "回复已报秘书处审核。")
            return redirect(notice)
    files = files_of(notice.evidence.all())
    returned = history_of(notice).filter(what="退回督办单回复").first()
    return render(
        request, "planning/reply_notice.html", {"notice": notice, "form": form, "returned": returned, "files": files}
    )
