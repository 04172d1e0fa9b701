"""凭码办理: the code of a letter, typed by hand."""

import hashlib

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shouwei.core.clock import now

from ..door import by_address
from ..queries import link_of_code, must_wait
from ..workflows.count_wrong_code import count_wrong_code


class CodeForm(forms.Form):
    code = forms.CharField(
        label="办理码",
        max_length=40,
        help_text="信函上的16位字母和数字，不分大小写，横线可以不填。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


@by_address
def page(request: HttpRequest) -> HttpResponse:
    address = hashlib.sha256(f"{settings.SECRET_KEY}{request.META.get('REMOTE_ADDR', '')}".encode()).hexdigest()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if must_wait(address):
            form.add_error("code", "输错次数较多，请一小时后再试，或联系发出单位。")
            return render(request, "links/enter_code.html", {"form": form}, status=429)
        link = link_of_code(form.cleaned_data["code"])
        if link is not None:
            return redirect("links:landing", link.token)
        count_wrong_code(address, now=now())
        form.add_error("code", "没有这个办理码，请对照信函逐位核对。字母中没有I、L、O、U。")
    return render(request, "links/enter_code.html", {"form": form})
