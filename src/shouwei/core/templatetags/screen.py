"""How values are written on screen: dates, figures, shares; attributes that may be passed on; addresses with a changed query."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shouwei.core.first_script import FIRST_SCRIPT
from shouwei.core.text import in_words

register = template.Library()

NOTHING = "—"
"""Shown where a value is unknown; never 0, which would be a claim."""


@register.simple_tag
def first_script() -> SafeString:
    """Our own lines, allowed by their digest."""
    return SafeString(f"<script>{FIRST_SCRIPT}</script>")


WEEKDAYS = "一二三四五六日"


def as_date(value: date | datetime | str | None) -> date | None:
    """The calendar day in the office's time zone; ISO texts are read, anything empty is None."""
    if not value:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def as_number(value: object) -> Decimal | None:
    """A number from a number or a text; None for anything empty or unreadable."""
    try:
        return Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None


@register.filter
def cn_date(value: date | datetime | str | None) -> str:
    """2019年12月31日"""
    day = as_date(value)
    return in_words(day) if day else NOTHING


@register.filter
def cn_day(value: date | datetime | str | None) -> str:
    """12月31日, for places where the year is plain."""
    day = as_date(value)
    return f"{day.month}月{day.day}日" if day else NOTHING


@register.filter
def cn_month(value: date | datetime | str | None) -> str:
    """2019年12月"""
    day = as_date(value)
    return f"{day.year}年{day.month}月" if day else NOTHING


@register.filter
def cn_weekday(value: date | datetime | str | None) -> str:
    """星期二"""
    day = as_date(value)
    return f"星期{WEEKDAYS[day.weekday()]}" if day else NOTHING


@register.filter
def cn_datetime(value: datetime | str | None) -> str:
    """2019年12月31日 14:05, in the office's time zone."""
    if not value:
        return NOTHING
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    moment = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{cn_date(moment)} {moment:%H:%M}"


@register.filter
def ago_days(value: date | datetime | str | None, today: date) -> str:
    """How far a day lies from today, in words: 3 天前, 今天, 还有 5 天."""
    day = as_date(value)
    if day is None:
        return NOTHING
    days = (day - today).days
    if days == 0:
        return "今天"
    return f"还有 {days} 天" if days > 0 else f"{-days} 天前"


@register.filter
def percent(value: object, places: int = 1) -> str:
    """A fraction of one as per cent: 0.416 is 41.6%.  A trailing .0 is dropped."""
    number = as_number(value)
    if number is None:
        return NOTHING
    return f"{plain(number * 100, places)}%"


@register.filter
def figure(value: object, places: int = 2) -> str:
    """A number with its thousands marked: 12,345.6"""
    number = as_number(value)
    return NOTHING if number is None else plain(number, places)


def plain(number: Decimal, places: int) -> str:
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def any_active(entries: Iterable[Any]) -> bool:
    """Whether one of the navigation entries is where we are, or above it."""
    return any(entry["active"] if isinstance(entry, Mapping) else entry.active or entry.holds for entry in entries)


@register.filter
def split_bar(text: str) -> list[str]:
    """A short list written in an attribute: ``上传|核对|导入``."""
    return [part.strip() for part in text.split("|") if part.strip()]


@register.filter
def html_attrs(attrs: Any) -> SafeString:
    """Attributes handed through to the element, escaped (cotton's own printing is not).

    ``style`` and ``on…`` are refused: the content security policy would drop them silently.
    """
    pairs = []
    for name, value in attrs.attrs_dict().items():
        if name == "style" or name.startswith("on"):
            raise ValueError(f'attribute {name}="…" is blocked by our CSP: use a class or a script file')
        if value is not False and value is not None:
            pairs.append((name, "" if value is True else value))
    return format_html_join(" ", '{}="{}"', pairs)


@register.filter
def unlocalize_number(value: float) -> str:
    """A coordinate for SVG: a point as decimal mark in every language, no trailing zeros."""
    return f"{value:g}"


@register.filter
def whole(value: object) -> int:
    """A whole number from an attribute's text."""
    return int(str(value))


@register.filter
def described_by(field: BoundField, helps: object) -> str:
    """The id of the field's help when it has one."""
    return f"{field.auto_id}_help" if helps else ""


@register.filter
def page_range(page: Page[Any]) -> Iterable[int | str]:
    """Page numbers with gaps: 1 … 4 5 6 … 20."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def page_query(context: Context, param: str, number: int) -> str:
    """The present query, on another page."""
    return query_with(context, **{param: number})


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """The present query with some values changed; None or "" removes one.  ``href="{% query_with page=3 %}"``"""
    query = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


WIDGET_KINDS = {
    "CheckboxInput": "checkbox",
    "CheckboxSelectMultiple": "choices",
    "RadioSelect": "choices",
    "Textarea": "textarea",
    "Select": "select",
    "SelectMultiple": "select",
    "ClearableFileInput": "file",
    "FileInput": "file",
    "HiddenInput": "hidden",
}


@register.filter
def widget_kind(field: BoundField) -> str:
    """Which shape the field component takes: checkbox, choices, textarea, select, file, hidden or text."""
    for kind in type(field.field.widget).__mro__:
        if kind.__name__ in WIDGET_KINDS:
            return WIDGET_KINDS[kind.__name__]
    return "text"


@register.simple_tag
def control(field: BoundField, described_by: str = "", **attrs: str) -> SafeString:
    """The input itself, tied to its help, source and errors for screen readers."""
    wanted: dict[str, str | bool] = {name.replace("_", "-"): value for name, value in attrs.items() if value}
    ids = [*described_by.split()]
    if field.errors:
        ids.append(f"{field.auto_id}_errors")
        wanted["aria-invalid"] = "true"
    if ids:
        wanted["aria-describedby"] = " ".join(ids)
    if isinstance(field.field.widget, forms.Textarea):
        # A browser cuts what is pasted without a word; the form counts, says by how much, and keeps the rest.
        field.field.widget.attrs.pop("maxlength", None)
    return field.as_widget(attrs=wanted)
