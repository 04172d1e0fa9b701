"""How and when I want to be told, by kind of message."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest, signed_in_page
from shouwei.core.occasions import OCCASIONS

from ..models import MODES, Channel, Choice, KindRule, Preference
from ..queries.modes import mode_of
from ..workflows.choose_ways import choose_ways
from .tabs import tabs

HOURS = [(hour, f"{hour}点") for hour in range(24)]
PHONE = re.compile(r"1[3-9]\d{9}")


class PreferenceForm(forms.Form):
    by_mail = forms.BooleanField(label="接收邮件", required=False, help_text="不勾选时，所有消息只留在站内。")
    digest_hour = forms.TypedChoiceField(label="汇总邮件发送时间", choices=HOURS, coerce=int)
    quiet_from = forms.TypedChoiceField(label="免打扰开始", choices=HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(label="免打扰结束", choices=HOURS, coerce=int)
    phone = forms.CharField(
        label="接收短信的手机号",
        required=False,
        max_length=20,
        help_text="加密保存。已填写的只显示前三位和后四位；填写新号码即更换，填“0”删除。",
    )

    def clean_phone(self) -> str:
        phone = "".join(str(self.cleaned_data["phone"]).split())
        if phone not in ("", "0") and not PHONE.fullmatch(phone):
            raise forms.ValidationError("手机号应为11位数字，以1开头。")
        return phone


class KindForm(forms.Form):
    """One select a kind and way; built from the register of occasions."""

    def __init__(self, *args: Any, rules: dict[str, str], has_sms: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[dict[str, Any]] = []
        names = dict(MODES)
        for kind, occasion in OCCASIONS.items():
            usual = names[mode_of(kind, "mail", None, rules)]
            mail = forms.ChoiceField(
                label=f"{occasion.label}的邮件", required=False, choices=[("", f"按集团规定（{usual}）"), *MODES]
            )
            self.fields[f"mail-{kind}"] = mail
            row = {"label": occasion.label, "mail": self[f"mail-{kind}"], "sms": None}
            if has_sms:
                self.fields[f"sms-{kind}"] = forms.ChoiceField(
                    label=f"{occasion.label}的短信", required=False, choices=[("", "不发短信"), ("at_once", "立即发送")]
                )
                row["sms"] = self[f"sms-{kind}"]
            self.rows.append(row)

    def chosen(self) -> dict[tuple[str, str], str]:
        split = ((name.split("-", 1), mode) for name, mode in self.cleaned_data.items())
        return {(kind, way): mode for (way, kind), mode in split}


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    person = request.identity.user
    mine = Preference.objects.filter(user=person).first() or Preference(user=person)
    data = request.POST if request.method == "POST" else None
    times = {name: getattr(mine, name) for name in ("by_mail", "digest_hour", "quiet_from", "quiet_until")}
    form = PreferenceForm(data, initial=times)
    held = {f"{row.way}-{row.kind}": row.mode for row in Choice.objects.filter(user=person)}
    rules = dict(KindRule.objects.values_list("kind", "mode"))
    kinds = KindForm(data, initial=held, rules=rules, has_sms=_has_sms())
    if data is not None and form.is_valid() and kinds.is_valid():
        for name in times:
            setattr(mine, name, form.cleaned_data[name])
        if form.cleaned_data["phone"]:
            mine.phone = None if form.cleaned_data["phone"] == "0" else form.cleaned_data["phone"]
        choose_ways(mine, choices=kinds.chosen())
        messages.success(request, "消息设置已保存。")
        return redirect("notices:preferences")
    context = {"form": form, "kinds": kinds, "mine": mine, "has_sms": _has_sms(), "tabs": tabs(request, "preferences")}
    return render(request, "notices/preferences.html", context)


def _has_sms() -> bool:
    return Channel.objects.filter(kind=Channel.Kind.SMS, stopped_at=None).exists()
