"""Editing what the reader found, before anything is published. A draft is a plain mapping; every edit gives a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .plan_reader.deadlines import rule_of
from .plan_reader.responsibilities import is_collective

Draft = Mapping[str, Any]

SEPARATORS = re.compile(r"[、，,；;\n]+")


def names_in(text: str) -> list[str]:
    """``甲部、乙部`` → two names; empty pieces and repetitions dropped, order kept."""
    return list(dict.fromkeys(name.strip() for name in SEPARATORS.split(text) if name.strip()))


def with_facts(draft: Draft, facts: Mapping[str, str]) -> dict[str, Any]:
    """The draft with its title, number, issuer or adopting meeting corrected."""
    return {**draft, **{name: value.strip() or None for name, value in facts.items()}}


def with_task(
    draft: Draft,
    no: int,
    *,
    area: str,
    text: str,
    lead: str,
    implementers: str,
    deadline: str,
) -> dict[str, Any]:
    """The draft with task ``no`` as typed. A deadline that was not touched keeps the rule the reader gave it."""

    def edited(task: Mapping[str, Any]) -> dict[str, Any]:
        touched = deadline.strip() != (task["deadline"] or "")
        return {
            **task,
            "area": area.strip() or None,
            "text": text.strip(),
            "lead": names_in(lead),
            "implementers": names_in(implementers),
            "deadline": deadline.strip() or None,
            "deadline_rule": asdict(rule_of(deadline.strip())) if touched else task["deadline_rule"],
        }

    tasks = [edited(task) if task["no"] == no else dict(task) for task in draft["tasks"]]
    areas = list(dict.fromkeys([*draft["areas"], *(task["area"] for task in tasks if task["area"])]))
    return {**draft, "tasks": tasks, "areas": areas}


def with_name(draft: Draft, old: str, new: str) -> dict[str, Any]:
    """The draft with one body for another wherever it leads or carries out a task."""

    def renamed(names: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(new if name == old else name for name in names))

    tasks = [{**t, "lead": renamed(t["lead"]), "implementers": renamed(t["implementers"])} for t in draft["tasks"]]
    return {**draft, "tasks": tasks}


def with_new_task(draft: Draft, after: int) -> dict[str, Any]:
    """The draft with an empty task below task ``after`` (0: on top), in the same area; those below move down by one."""
    tasks = [dict(task) for task in draft["tasks"]]
    at = next((i + 1 for i, task in enumerate(tasks) if task["no"] == after), 0)
    area = tasks[at - 1]["area"] if at else (draft["areas"] or [None])[0]
    tasks.insert(
        at,
        {
            "no": 0,
            "printed_no": None,
            "area": area,
            "text": "",
            "lead": [],
            "implementers": [],
            "deadline": None,
            "deadline_rule": asdict(rule_of("")),
        },
    )
    return {**draft, "tasks": _numbered(tasks)}


def without_task(draft: Draft, no: int) -> dict[str, Any]:
    """The draft without task ``no``; those below move up by one, the printed numbers stay."""
    return {**draft, "tasks": _numbered([dict(task) for task in draft["tasks"] if task["no"] != no])}


@dataclass(frozen=True, slots=True)
class Gaps:
    """Numbers of the tasks that lack what publishing needs and can be filled in for all at once."""

    lead: tuple[int, ...]
    year: tuple[int, ...]
    """With a printed deadline that only lacks its year: 6月底前, 一季度."""
    deadline: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.lead or self.year or self.deadline)


def gaps_of(draft: Draft) -> Gaps:
    undated = [task for task in draft["tasks"] if task["deadline_rule"]["kind"] == "none"]
    yearless = tuple(task["no"] for task in undated if rule_of(task["deadline"], year=ANY_YEAR).kind != "none")
    return Gaps(
        lead=tuple(task["no"] for task in draft["tasks"] if not task["lead"]),
        year=yearless,
        deadline=tuple(task["no"] for task in undated if task["no"] not in yearless),
    )


ANY_YEAR = 2000


def with_gaps_filled(draft: Draft, *, first_leads: bool, lead: str, year: int | None, deadline: str) -> dict[str, Any]:
    """The draft with what lacked filled in for all tasks at once; what was printed or typed stays.

    ``first_leads``: the first of several implementers leads, unless it is a collective (各成员学校); ``lead`` and
    ``deadline`` go to the others, ``year`` completes printed deadlines that name none.
    """
    gaps = gaps_of(draft)

    def filled(task: Mapping[str, Any]) -> dict[str, Any]:
        new = dict(task)
        if task["no"] in gaps.lead:
            first = task["implementers"][:1]
            if first_leads and first and not is_collective(first[0]):
                new |= {"lead": first, "implementers": task["implementers"][1:]}
            else:
                new["lead"] = names_in(lead)
        if year is not None and task["no"] in gaps.year:
            dated = f"{year}年{task['deadline'].removeprefix('年')}"
            new |= {"deadline": dated, "deadline_rule": asdict(rule_of(dated))}
        if deadline.strip() and task["no"] in gaps.deadline:
            new |= {"deadline": deadline.strip(), "deadline_rule": asdict(rule_of(deadline))}
        return new

    return {**draft, "tasks": [filled(task) for task in draft["tasks"]]}


def _numbered(tasks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**task, "no": number} for number, task in enumerate(tasks, 1)]


FACTS = {"title": "标题", "doc_number": "发文字号", "issuer": "发文机关", "adopted_by": "审议会议"}
COLUMNS = {
    "area": "主要任务",
    "text": "任务内容",
    "lead": "牵头部门",
    "implementers": "落实主体",
    "deadline": "完成时限",
}


def changed(old: Draft, new: Draft) -> dict[str, list[Any]]:
    """What an edit did, as the trail keeps it: what → [before, after] in the words of the screen."""
    found = {label: [old.get(name), new.get(name)] for name, label in FACTS.items() if old.get(name) != new.get(name)}
    before, after = old["tasks"], new["tasks"]
    if len(before) != len(after):
        pairs = zip([*before, {}], [*after, {}], strict=False)
        at = next(
            i for i, (one, two) in enumerate(pairs) if _words(one) != _words(two) or i == min(len(before), len(after))
        )
        gone, come = len(after) < len(before), len(after) > len(before)
        found[f"任务{at + 1}"] = [before[at]["text"] if gone else None, after[at]["text"] if come else None]
        return found
    for one, two in zip(before, after, strict=True):
        for name, label in COLUMNS.items():
            if one.get(name) != two.get(name):
                found[f"任务{two['no']}·{label}"] = [_flat(one.get(name)), _flat(two.get(name))]
    return found


def _words(task: Mapping[str, Any]) -> list[Any]:
    return [task.get(name) for name in COLUMNS]


def _flat(value: Any) -> Any:
    return "、".join(value) if isinstance(value, list) else value
