"""Filters of the task list, kept in the address so that a view can be shared, and applied to rows already read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django import forms
from django.http import QueryDict

from ..models import Task
from ..rules.pictures import TaskRow
from ..rules.states import LABELS, WORST_FIRST, State

WITHIN = ((7, "7天内"), (30, "30天内"), (90, "90天内"))
SORTS: dict[str, tuple[str, Callable[[TaskRow], tuple[object, ...]]]] = {
    "number": ("编号", lambda row: (row.number,)),
    "lead": ("牵头部门", lambda row: (row.lead, row.number)),
    "due": ("期限", lambda row: (row.due_on or date.max, row.number)),
    "percent": ("进度", lambda row: (row.percent, row.number)),
    "state": ("状态", lambda row: (WORST_FIRST.index(row.light.state), row.number)),
}
NAMES = ("q", "state", "area", "lead", "member", "kind", "within")


class TaskFilterForm(forms.Form):
    """What an address may ask for; anything else in it is ignored field by field."""

    q = forms.CharField(required=False, max_length=60)
    state = forms.ChoiceField(required=False, choices=[(state.value, state.label) for state in WORST_FIRST])
    area = forms.IntegerField(required=False)
    lead = forms.IntegerField(required=False)
    member = forms.IntegerField(required=False)
    kind = forms.ChoiceField(required=False, choices=Task.DeadlineKind.choices)
    within = forms.TypedChoiceField(required=False, choices=WITHIN, coerce=int, empty_value=None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of one request."""

    q: str = ""
    state: str = ""
    area: int | None = None
    lead: int | None = None
    member: int | None = None
    kind: str = ""
    within: int | None = None
    sort: str = "number"
    descending: bool = False

    def keeps(self, row: TaskRow, today: date) -> bool:
        return (
            (not self.state or row.light.state == self.state)
            and (self.area is None or row.area_id == self.area)
            and (self.lead is None or self.lead in row.lead_ids)
            and (not self.kind or row.kind == self.kind)
            and (self.within is None or _due_within(row, today, self.within))
            and (not self.q or _speaks_of(row, self.q))
        )

    def applied_to(self, rows: Iterable[TaskRow], today: date) -> list[TaskRow]:
        kept = [row for row in rows if self.keeps(row, today)]
        return sorted(kept, key=SORTS[self.sort][1], reverse=self.descending)


def wanted_of(query: QueryDict) -> Wanted:
    form = TaskFilterForm(query)
    form.is_valid()  # an unreadable filter is dropped, the others stand
    found = {name: value for name in NAMES if (value := form.cleaned_data.get(name)) not in (None, "")}
    sort = query.get("sort", "")
    known = sort.removeprefix("-") in SORTS
    return Wanted(
        **found, sort=sort.removeprefix("-") if known else "number", descending=known and sort.startswith("-")
    )


def _due_within(row: TaskRow, today: date, days: int) -> bool:
    """Due from today on within ``days``, or overdue already; what is done is due no more."""
    open_still = row.light.state not in (State.DONE, State.STOPPED)
    return open_still and row.due_on is not None and row.due_on <= today + timedelta(days=days)


def _speaks_of(row: TaskRow, q: str) -> bool:
    """By number, words of the text or the lead, or their pinyin initials."""
    asked = q.strip().lower()
    if asked in (str(row.number), row.printed_number):
        return True
    text = f"{row.text} {row.leads} {row.implementers}"
    return asked in text.lower() or (asked.isascii() and asked.isalpha() and asked in initials(text))


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """校企合作 → xqhz"""
    # The dictionary takes 55 MB of every process that opens it; most never search by initials.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


@dataclass(frozen=True, slots=True)
class Select:
    """A select of the filter bar; drawn by the template, for a form widget costs a millisecond per list."""

    name: str
    label: str
    choices: tuple[tuple[object, str], ...]
    chosen: object


def selects(wanted: Wanted, rows: Sequence[TaskRow], members: Sequence[tuple[int, str]]) -> list[Select]:
    """``rows``: all tasks of the plan, whose areas and leads are offered."""
    areas = {row.area_id: row.area for row in rows}
    leads = {pk: name for row in rows for pk, name in ((row.lead_id, row.lead), *row.co_leads)}
    return [
        Select("state", "状态", tuple((state.value, LABELS[state]) for state in WORST_FIRST), wanted.state),
        Select("area", "任务类别", tuple(areas.items()), wanted.area),
        Select("lead", "牵头部门", tuple(sorted(leads.items(), key=lambda lead: lead[1])), wanted.lead),
        Select("member", "成员单位", tuple(members), wanted.member),
        Select("kind", "时限类型", tuple(Task.DeadlineKind.choices), wanted.kind),
        Select("within", "到期", WITHIN, wanted.within),
    ]


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    url: str


def chips(wanted: Wanted, bar: Sequence[Select], query: QueryDict) -> list[Chip]:
    """What is chosen, each with the address that drops it."""
    said = [("q", f"“{wanted.q}”")] if wanted.q else []
    said += [
        (select.name, f"{select.label}：{label}")
        for select in bar
        for value, label in select.choices
        if value == select.chosen
    ]
    return [Chip(label, f"?{without(query, name)}") for name, label in said]


def without(query: QueryDict, *names: str) -> str:
    """The query string with some values and the page number taken out."""
    rest = query.copy()
    for name in (*names, "page"):
        rest.pop(name, None)
    return rest.urlencode()


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that can be sorted by."""

    label: str
    url: str
    direction: str
    """For ``aria-sort``."""


def headings(wanted: Wanted, query: QueryDict) -> dict[str, Heading]:
    rest = without(query, "sort")
    found = {}
    for name, (label, _) in SORTS.items():
        here = name == wanted.sort
        turned = f"-{name}" if here and not wanted.descending else name
        direction = ("descending" if wanted.descending else "ascending") if here else "none"
        found[name] = Heading(label, f"?{rest}&sort={turned}".replace("?&", "?"), direction)
    return found
