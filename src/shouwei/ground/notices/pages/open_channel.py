"""Set up a group robot of my unit, or the group's SMS gateway."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.occasions import OCCASIONS
from shouwei.core.pages import refusal_shown_on

from ..models import Channel
from ..permissions import KEYS
from ..workflows.open_channel import open_channel
from .tabs import tabs


class ChannelForm(forms.Form):
    kind = forms.ChoiceField(label="渠道", choices=Channel.Kind.choices)
    name = forms.CharField(label="名称", max_length=60, help_text="例如“教务工作群”。")
    address = forms.CharField(
        label="地址",
        max_length=500,
        help_text="在群设置中添加“自定义机器人”，完整复制它给出的地址。加密保存，保存后不再显示。",
    )
    secret = forms.CharField(
        label="密钥", max_length=500, required=False, help_text="机器人启用“加签”时填写；短信网关填写访问令牌。"
    )
    kinds = forms.MultipleChoiceField(
        label="发到群里的消息",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="短信由每个人在自己的消息设置中选择。",
    )

    def __init__(self, *args: object, is_administrator: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        self.fields["kinds"].choices = [(one.kind, one.label) for one in OCCASIONS.values()]  # type: ignore[attr-defined]
        if not is_administrator:
            choices = [row for row in Channel.Kind.choices if row[0] != Channel.Kind.SMS]
            self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # a choice field


@KEYS.page("change_channel")
def page(request: SignedInRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ChannelForm(data, is_administrator=KEYS.opens_all(request.identity, "change_channel"))
    if data is not None and form.is_valid():
        with refusal_shown_on(form):
            channel = open_channel(**form.cleaned_data, by=request.identity)
            messages.success(request, f"{channel}已开启，请发送一条测试消息确认接通。")
            return redirect(channel)
    return render(request, "notices/open_channel.html", {"form": form, "tabs": tabs(request, "channels")})
