"""How and when I want to be told."""

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.keys import SignedInRequest, signed_in_page

from ..models import Preference


class PreferenceForm(ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = Preference
        fields = ("by_mail", "digest_hour", "quiet_from", "quiet_until")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they came
        for name in ("digest_hour", "quiet_from", "quiet_until"):
            self.fields[name].max_value = 23  # type: ignore[attr-defined]  # an IntegerField
            self.fields[name].widget.attrs.update(min=0, max=23)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        for name in ("digest_hour", "quiet_from", "quiet_until"):
            if cleaned.get(name, 0) > 23:
                self.add_error(name, "请填写0到23之间的整点。")
        return cleaned


@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    person = request.identity.user
    mine = Preference.objects.filter(user=person).first() or Preference(user=person)
    form = PreferenceForm(request.POST or None, instance=mine)
    if form.is_valid():
        form.save()
        messages.success(request, "消息设置已保存。")
        return redirect("notices:inbox")
    return render(request, "notices/preferences.html", {"form": form})
