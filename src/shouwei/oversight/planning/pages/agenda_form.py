"""The form of a point of an agenda, shared by adding and changing one."""

from __future__ import annotations

from django import forms


class AgendaItemForm(forms.Form):
    subject = forms.CharField(label="议题", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    why = forms.CharField(label="列入理由", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
