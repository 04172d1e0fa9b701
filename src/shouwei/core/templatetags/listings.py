"""``{% export_button "room.list" %}``: the way from a list to its file, with the filter of the present address."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from shouwei.core.listings import LISTINGS

register = template.Library()


@register.simple_tag(takes_context=True)
def export_button(context: dict[str, Any], name: str, pk: int | None = None, label: str = "导出") -> SafeString:
    """Nothing for those the list is not open to. ``pk``: the thing the list belongs to."""
    request = context["request"]
    if not LISTINGS[name].opens(getattr(request, "identity", None)):
        return SafeString("")
    query = request.GET.copy()
    query.pop("page", None)
    parts = {"filter": query.urlencode(), **({"of": pk} if pk else {})}
    address = f"{reverse('exports:ask_export', args=[name])}?{urlencode(parts)}"
    return format_html('<a class="btn btn-secondary" href="{}"><span>{}</span></a>', address, label)
