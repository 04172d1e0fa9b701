"""What belongs on the agenda of a meeting, in which order, and why. Facts in, points out.

Source: 三.1 and 三.2 of the founding plan: the secretariat consults each week, the council dispatches each 旬, progress and
difficulties are brought before them; practice of 督查督办: an unresolved point stays until it is resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from shouwei.core.text import in_words

from .series import CONSULTATION, DISPATCH

LONGEST = 300  # characters of a subject or a reason
NAMED = 6  # members named in a reason; the others are counted
SOON = 7  # days ahead for which a decision counts as due


@dataclass(frozen=True, slots=True)
class PastItem:
    """A point of a meeting that has been held."""

    pk: int
    source: str
    subject: str
    resolved: bool
    carried_from: int | None
    meeting: str
    task_id: int | None = None
    difficulty_id: int | None = None
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class OpenDecision:
    pk: int
    text: str
    organisation: str
    due_on: date
    meeting: str
    task_id: int | None


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task with the members whose part is in an alarming state; a missing annual goal is not among these."""

    pk: int
    number: int
    text: str
    overdue: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    due_soon: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenDifficulty:
    pk: int
    text: str
    organisation: str
    raised_on: date
    for_council: bool
    task_id: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What one lead owes: the numbers of the tasks."""

    lead: str
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    past: tuple[PastItem, ...] = ()
    decisions: tuple[OpenDecision, ...] = ()
    tasks: tuple[TaskFact, ...] = ()
    difficulties: tuple[OpenDifficulty, ...] = ()
    programmes: tuple[Missing, ...] = ()
    goals: tuple[Missing, ...] = ()
    completions_waiting: int = 0
    programmes_waiting: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A proposed point of an agenda."""

    source: str
    subject: str
    why: str
    task_id: int | None = None
    difficulty_id: int | None = None
    decision_id: int | None = None
    carried_from: int | None = None

    @property
    def about(self) -> tuple[str, object]:
        """What it is about; the same matter stands on an agenda once."""
        return matter(self.source, self.subject, self.task_id, self.difficulty_id, self.decision_id)


def matter(
    source: str, subject: str, task_id: int | None, difficulty_id: int | None, decision_id: int | None
) -> tuple[str, object]:
    if decision_id is not None:
        return ("decision", decision_id)
    if difficulty_id is not None:
        return ("difficulty", difficulty_id)
    # A task that is behind today and overdue tomorrow is still the same matter.
    if task_id is not None and source in ("overdue", "behind", "due_soon"):
        return ("task", task_id)
    return (source, subject)


def open_items(past: Iterable[PastItem]) -> list[PastItem]:
    """Points of held meetings that are neither resolved nor taken over by a later held meeting, in their order."""
    items = list(past)
    taken_over = {item.carried_from for item in items}
    return [item for item in items if not item.resolved and item.pk not in taken_over]


def times_on(item: PastItem, past: Iterable[PastItem]) -> int:
    """How often the point has been on a held agenda, this one included."""
    by_pk = {other.pk: other for other in past}
    count, at = 1, item
    while at.carried_from in by_pk and count <= len(by_pk):
        at = by_pk[at.carried_from]
        count += 1
    return count


def propose(facts: AgendaFacts, *, kind: str, today: date) -> list[Point]:
    """The agenda, most pressing first; every matter once, a carried one with where it stands today."""
    listed: dict[tuple[str, object], Point] = {}
    renewed: set[tuple[str, object]] = set()
    for point in _points(facts, kind, today):
        there = listed.setdefault(point.about, point)
        if there is not point and there.carried_from is not None and point.about not in renewed:
            # A carried point says where it stands now, too.
            renewed.add(point.about)
            listed[point.about] = replace(
                there, source=point.source, subject=point.subject, why=shortened(f"{there.why}目前{point.why}")
            )
    return list(listed.values())


def _points(facts: AgendaFacts, kind: str, today: date) -> Iterator[Point]:
    yield from _carried(facts)
    yield from _decisions(facts, kind, today)
    yield from _tasks(facts, "overdue", "已逾期")
    yield from _tasks(facts, "behind", "进度滞后")
    yield from _difficulties(facts, kind, today)
    yield from _missing(facts.programmes, "programme", "工作方案未报送", "报送期限已过")
    yield from _missing(facts.goals, "no_goal", f"{today.year}年度工作目标未确立", "长期任务须逐年确立年度目标")
    if kind == CONSULTATION:
        yield from _tasks(facts, "due_soon", "临近期限")
        yield from _in_review(facts)


def _carried(facts: AgendaFacts) -> Iterator[Point]:
    for item in open_items(facts.past):
        times = times_on(item, facts.past)
        yield Point(
            item.source,
            item.subject,
            f"{item.meeting}未解决，转入本次会议（第{times + 1}次列入）。",
            item.task_id,
            item.difficulty_id,
            item.decision_id,
            item.pk,
        )


def _decisions(facts: AgendaFacts, kind: str, today: date) -> Iterator[Point]:
    for decision in sorted(facts.decisions, key=lambda row: (row.due_on, row.pk)):
        left = (decision.due_on - today).days
        if kind == CONSULTATION and left > SOON:
            continue
        when = f"已超期{-left}天" if left < 0 else f"期限{in_words(decision.due_on)}"
        why = f"{decision.meeting}议定，责任单位{decision.organisation}，{when}，尚未报完成。"
        yield _point("decision", decision.text, why, task_id=decision.task_id, decision_id=decision.pk)


def _tasks(facts: AgendaFacts, source: str, words: str) -> Iterator[Point]:
    for task in sorted(facts.tasks, key=lambda row: row.number):
        members: tuple[str, ...] = getattr(task, source)
        if members:
            why = f"{len(members)}个单位{words}：{_names(members)}。"
            yield _point(source, f"任务{task.number}：{task.text}", why, task_id=task.pk)


def _difficulties(facts: AgendaFacts, kind: str, today: date) -> Iterator[Point]:
    for difficulty in sorted(facts.difficulties, key=lambda row: (row.raised_on, row.pk)):
        if kind == DISPATCH and not difficulty.for_council:
            continue
        days = (today - difficulty.raised_on).days
        asked = "提请理事会决定" if difficulty.for_council else "待秘书处答复"
        why = f"{difficulty.organisation}于{in_words(difficulty.raised_on)}提出，{asked}，已{days}天。"
        yield _point("difficulty", difficulty.text, why, task_id=difficulty.task_id, difficulty_id=difficulty.pk)


def _missing(rows: Iterable[Missing], source: str, what: str, rule: str) -> Iterator[Point]:
    for row in sorted(rows, key=lambda row: (-len(row.tasks), row.lead)):
        numbers = "、".join(str(number) for number in sorted(row.tasks))
        yield _point(source, f"{row.lead}：{what}", f"{rule}；共{len(row.tasks)}项，任务{numbers}。")


def _in_review(facts: AgendaFacts) -> Iterator[Point]:
    if facts.completions_waiting:
        yield _point("in_review", "办结申请复核", f"{facts.completions_waiting}项办结申请等待复核确认。")
    if facts.programmes_waiting:
        yield _point("in_review", "工作方案登记", f"{facts.programmes_waiting}份工作方案等待秘书处登记。")


def _point(
    source: str,
    subject: str,
    why: str,
    *,
    task_id: int | None = None,
    difficulty_id: int | None = None,
    decision_id: int | None = None,
) -> Point:
    return Point(source, shortened(subject), shortened(why), task_id, difficulty_id, decision_id)


def _names(members: tuple[str, ...]) -> str:
    shown = "、".join(members[:NAMED])
    return f"{shown}等" if len(members) > NAMED else shown


def shortened(text: str) -> str:
    """At most 300 characters on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
