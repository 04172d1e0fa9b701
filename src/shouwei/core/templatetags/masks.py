"""``{{ value|masked:"phone" }}``: a personal value as everybody may see it."""

from django import template

from shouwei.core.secrets import Kind, Sealed, mask
from shouwei.core.templatetags.screen import NOTHING

register = template.Library()


@register.filter
def masked(value: str | Sealed | None, kind: Kind = "text") -> str:
    """A sealed value knows its kind; a plain one is told. Nothing is a dash."""
    if not value:
        return NOTHING
    return str(value) if isinstance(value, Sealed) else mask(str(value), kind)
