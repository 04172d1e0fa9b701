"""Lines of the trail by person, verb or thing and by day: the page and the file it can be taken along as ask the same."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet

from ..models import Event


class TrailFilter(forms.Form):
    q = forms.CharField(label="人员、事项或对象", required=False, max_length=50)
    since = forms.DateField(
        label="自", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    until = forms.DateField(
        label="至", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def applied_to(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        """All rows while the filter cannot be read."""
        if not self.is_valid():
            return rows
        q, since, until = (self.cleaned_data[name] for name in ("q", "since", "until"))
        if q:
            rows = rows.filter(Q(by_label__icontains=q) | Q(what__icontains=q) | Q(on_label__icontains=q))
        if since:
            rows = rows.filter(at__date__gte=since)
        return rows.filter(at__date__lte=until) if until else rows

    def in_words(self) -> list[str]:
        if not self.is_valid():
            return []
        said = [f"“{q}”"] if (q := self.cleaned_data["q"]) else []
        for name, word in (("since", "自"), ("until", "至")):
            if day := self.cleaned_data[name]:
                said.append(f"{word}{day.year}年{day.month}月{day.day}日")
        return said
