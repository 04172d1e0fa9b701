"""State and progress as the design system draws them, cheaply: lists show hundreds, and a component costs a third of a millisecond.

``tests/test_marks.py`` holds these to the very markup of ``cotton/badge_state.html`` and ``cotton/progress.html``.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from shouwei.core.templatetags.picture import pace

from ..models import Plan
from ..rules.pictures import DutyRow, TaskRow
from ..rules.states import Light

register = template.Library()
LINES_KEPT = 4000
"""Rows of tables kept drawn by one process, about 1 kB each."""


@cache
def icons() -> str:
    """The file of all shapes; its address is fixed while a server runs."""
    return static("shouwei/icons.svg")


def shape(state: str) -> str:
    """The picture of a state; its colour comes from what it stands in."""
    return f'<svg class="shape" aria-hidden="true" focusable="false"><use href="{icons()}#state-{state}"></use></svg>'


@register.simple_tag
def options(choices: Iterable[tuple[object, str]], chosen: object = None) -> SafeString:
    """The options of a select of a filter bar, the one chosen marked."""
    return mark_safe(  # noqa: S308  # escaped one by one
        "".join(
            f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
            for value, label in choices
        )
    )


@register.filter
def why_over(plan: Plan, today: date) -> str:
    """The sentence that says a plan is history; empty while it is supervised."""
    return plan.goes_on(today).reason


@register.simple_tag
def state_shape(state: str) -> SafeString:
    return mark_safe(shape(state))  # noqa: S308  # states are ours


@register.simple_tag
def mark_shape(state: str) -> SafeString:
    """The mark on a line of time."""
    return mark_safe(  # noqa: S308  # states are ours
        f'<svg class="event-mark" aria-hidden="true" focusable="false"><use href="{icons()}#state-{state or "dot"}"></use></svg>'
    )


@cache
def _pattern(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[0]).rpartition("0")
    return before, after


@register.simple_tag
def address(name: str, pk: int) -> SafeString:
    """The address of a page whose only argument is a number, without asking the resolver again for every row."""
    before, after = _pattern(name)
    return mark_safe(f"{before}{pk:d}{after}")  # noqa: S308  # our own address and a number


@register.simple_tag
@lru_cache(maxsize=LINES_KEPT)
def task_line(row: TaskRow) -> SafeString:
    """One row of the task list. It shows nothing but what ``row`` holds, so a row that has not changed is not drawn again."""
    return SafeString(_template("planning/task_row.html").render({"row": row}))


@register.simple_tag
@lru_cache(maxsize=LINES_KEPT)
def duty_line(row: DutyRow, deadline_printed: str) -> SafeString:
    """One row of a task's duties; like ``task_line``, a drawing of its two arguments alone."""
    return SafeString(_template("planning/duty_row.html").render({"row": row, "deadline_printed": deadline_printed}))


@cache
def _template(name: str) -> Any:
    return get_template(name)


@register.simple_tag
def state_mark(light: Light, size: str = "", *, with_why: bool = True) -> SafeString:
    """Colour, word and shape; the rule in the tip."""
    sized = f" badge-{size}" if size else ""
    inner = f"{shape(light.state)}<span>{light.label}</span>"
    if not (with_why and light.why):
        return mark_safe(f'<span class="badge badge-{light.state}{sized}">{inner}</span>')  # noqa: S308
    why = escape(light.why)
    return mark_safe(  # noqa: S308  # the only free text is escaped above
        f'<span class="tip-anchor" data-tip><span class="badge badge-{light.state}{sized} has-why" tabindex="0" '
        f'role="note" aria-label="{light.label}：{why}">{inner}</span>'
        f'<span class="tip" aria-hidden="true">{why}</span></span>'
    )


@register.simple_tag
def progress_mark(value: int, expected: int | None = None, state: str = "") -> SafeString:
    """A compact bar with the tick of 序时进度; whole per cents."""
    says, tick = f"进度 {value}%", ""
    if expected is not None:
        says += f"，序时进度 {expected}%，{pace(value, expected)}"
        tick = f'<line class="progress-tick" x1="{expected}" x2="{expected}" y1="0" y2="12"></line>'
    return mark_safe(  # noqa: S308  # numbers and our own words
        f'<span class="progress is-{state} progress-compact">'
        f'<svg class="progress-bar" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="{says}">'
        f'<title>{says}</title><rect class="progress-track" y="2" width="100" height="8"></rect>'
        f'<rect class="progress-fill" y="2" width="{value}" height="8"></rect>{tick}</svg>'
        f'<span class="progress-figure" aria-hidden="true">{value}%</span></span>'
    )
