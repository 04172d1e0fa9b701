"""Names of codes on any page: ``{% load catalogues %}{% code_label "industries" "367" %}``."""

from django import template

from shouwei.core.clock import today

from ..queries import find

register = template.Library()


@register.simple_tag
def code_label(catalogue: str, code: str) -> str:
    """``367 汽车零部件及配件制造``; an unknown code stands alone, so that nothing is hidden."""
    if not code:
        return ""
    found = find(catalogue, code, on=today())
    return found.label if found else f"{code}（目录中没有）"
