"""Contacts of an organisation: add one, remove one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from shouwei.core.keys import SignedInRequest
from shouwei.core.pages import refusal_shown_on

from ..models import Organisation
from ..permissions import KEYS
from ..workflows.keep_contact import add_contact, remove_contact


class ContactForm(forms.Form):
    post = forms.CharField(label="职务或用途", max_length=40, help_text="如：校企合作联络、人力资源部。")
    name = forms.CharField(label="姓名", max_length=50, required=False)
    phone = forms.CharField(label="电话", max_length=30, required=False, help_text="加密保存，页面只显示部分数字。")
    email = forms.EmailField(label="邮箱", required=False)


@KEYS.page("change_contacts")
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "change_contacts", Organisation.objects.all(), pk=pk)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        with refusal_shown_on(form):
            add_contact(organisation, **form.cleaned_data, by=request.identity)
            messages.success(request, "联系人已登记。")
            return redirect(organisation)
    return render(request, "organisations/add_contact.html", {"organisation": organisation, "form": form})


@KEYS.page("change_contacts")
def remove(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    organisation = KEYS.fetch(request.identity, "change_contacts", Organisation.objects.all(), pk=pk)
    contact = get_object_or_404(organisation.contacts, pk=item)
    if request.method == "POST":
        remove_contact(contact, by=request.identity)
        messages.success(request, "联系人已删除。")
    return redirect(organisation)
