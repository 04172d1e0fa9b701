"""Icons as a tag: the markup of ``cotton/icon.html`` without the price of a component, for the frame that every page draws."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@cache
def sheet() -> str:
    """The file of all icons; its address is fixed while a server runs."""
    return static("shouwei/icons.svg")


@register.simple_tag
def icon(name: str, size: str = "", kind: str = "") -> SafeString:
    """A decorative icon; ``kind`` is a further class."""
    classes = " ".join(filter(None, ("icon", f"icon-{size}" if size else "", kind)))
    return mark_safe(  # noqa: S308  # our own words
        f'<svg class="{classes}" aria-hidden="true" focusable="false"><use href="{sheet()}#{escape(name)}"></use></svg>'
    )
