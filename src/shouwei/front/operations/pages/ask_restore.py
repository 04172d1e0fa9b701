"""申请恢复: what the backup holds, what would be lost, and why it is wanted."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import today
from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on
from shouwei.core.proof import fresh_proof
from shouwei.ground.audit.queries.chain import state_of_chain

from ..permissions import KEYS
from ..queries import approvers, backup_files, folder
from ..rules.backups import SHORTEST_REASON
from ..workflows.ask_restore import ask_restore


class RestoreForm(forms.Form):
    reason = forms.CharField(
        label="恢复原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": f"恢复会替换全部数据，请写明原因，至少{SHORTEST_REASON}个字。"},
        help_text="例如：今天上午的导入覆盖了学籍，已超过一日无法撤销。批准人会看到，并记入操作记录。",
    )


@KEYS.page("ask_restore")
@fresh_proof()
def page(request: SignedInRequest) -> HttpResponse:
    name = request.GET.get("name", "")
    file = next((file for file in backup_files() if file.name == name), None)
    if file is None:
        raise Http404
    form = RestoreForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            ask_restore(folder() / file.name, reason=form.cleaned_data["reason"], by=request.identity)
            messages.success(request, "已提出申请并通知可以批准的人。批准之前什么都不会改变。")
            return redirect("operations:backups")
    context = {
        "form": form,
        "file": file,
        "others": approvers(request.identity, today()),
        "since": since(file.manifest),
    }
    return render(request, "operations/ask_restore.html", context)


def since(manifest: object) -> int | None:
    """How many links the trail has gained since the backup: what would no longer be there."""
    trail = getattr(manifest, "trail", None)
    return None if trail is None else max(0, state_of_chain().links - int(trail.get("chain_number", 0)))
