"""Changes of the roll as schools keep them in Excel: one line for each thing that happened to one student."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Row, Rows, Sheet, Words, register
from shouwei.ground.catalogues.specialties import wrong_specialties
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .models import RollChange, Student
from .permissions import KEYS
from .rules.roll import KINDS, may_change, may_move
from .workflows.record_change import MOVED, as_it_stands, said_of
from .workflows.record_changes import Happened, record_changes
from .workflows.take_back_change import LATEST_FIRST, take_back_changes

KEY = ("school", "student_no", "kind", "on")
OTHERWISE = "这次异动已经登记，内容与本行不同。登记过的不能用表格改动，请在学生页面撤回后重新登记。"
ONLY_MOVED = "只有转专业才填写转入专业和班级，其他异动请留空。"


def _own_school(context: Context) -> Words:
    schools = Organisation.objects.filter(pk=context.by.organisation_id, kind=Organisation.Kind.SCHOOL)
    return words_for(schools, on=context.today)


@dataclass(slots=True)
class Standing:
    """A student while the lines of a file are gone through, one day after the other."""

    state: str
    since: date
    code: str
    name: str


class Changes:
    """A line is a change of the roll; it is added or taken back, never altered."""

    def students(self, keys: Iterable[Key]) -> dict[Key, Student]:
        wanted = {key[:2] for key in keys}
        rows = Student.objects.filter(
            school__in={school for school, _ in wanted}, student_no__in={number for _, number in wanted}
        )
        return {(row.school_id, row.student_no): row for row in rows if (row.school_id, row.student_no) in wanted}

    def recorded(self, keys: Iterable[Key]) -> dict[Key, tuple[RollChange, dict[str, Any]]]:
        """Key → the change and the student as it stood after it, read back from the present over all later changes."""
        wanted = set(keys)
        students = {row.pk: row for row in self.students(wanted).values()}
        after = {pk: as_it_stands(row) for pk, row in students.items()}
        found: dict[Key, tuple[RollChange, dict[str, Any]]] = {}
        for change in RollChange.objects.filter(student__in=students).order_by(*LATEST_FIRST):
            student = students[change.student_id]
            key = (student.school_id, student.student_no, change.kind, change.happened_on)
            if key in wanted:
                found.setdefault(key, (change, after[student.pk]))
            after[student.pk] = after[student.pk] | change.before
        return found

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        found = {}
        for key, (change, after) in self.recorded(keys).items():
            moved = {name: after[name] if change.kind == "change_specialty" else "" for name in MOVED}
            values = dict(zip(KEY, key, strict=True)) | moved | {"reason": change.reason}
            found[key] = tuple(values[name] for name in names)
        return found

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        return [key for key in keys if key[0] != context.by.organisation_id]

    def write(self, rows: Rows, context: Context) -> None:
        students = self.students(zip(rows.column("school"), rows.column("student_no"), strict=True))
        happened = [
            Happened(
                student=students[row["school"], row["student_no"]].pk,
                kind=row["kind"],
                on=row["on"],
                reason=row.get("reason", ""),
                specialty={name: row.get(name, "") for name in MOVED},
            )
            for row in rows.dicts()
        ]
        if happened:
            record_changes(happened, by=context.by, today=context.today)

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        changes = {change.pk: key for key, (change, _) in self.recorded(keys).items()}
        stays = take_back_changes(changes, by=context.by, today=context.today)
        return {changes[pk]: why for pk, why in stays.items()}


STORE = Changes()


def _may_be_recorded(rows: Rows, context: Context) -> Iterable[Fault]:
    """The rule of one change, line by line in the order of days: who comes back on a later line was away on an earlier one."""
    keys = list(zip(*(rows.column(name) for name in KEY), strict=True))
    students, there = STORE.students(keys), STORE.current(keys, rows.names, context)
    new: dict[Key, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for index, (key, values) in enumerate(zip(keys, rows.dicts(), strict=True)):
        if key[:2] not in students:
            yield Fault(index, "student_no", "学籍中没有这个学号，请先导入学生名册，或核对学号。")
        elif values["kind"] != "change_specialty" and (filled := [name for name in MOVED if values.get(name)]):
            yield Fault(index, filled[0], ONLY_MOVED)
        elif key not in there:
            new[key[:2]].append((index, values))
        elif there[key] != tuple(values.values()):
            yield Fault(index, "", OTHERWISE)
    said = {
        index: said_of(students[key], values)
        for key, lines in new.items()
        for index, values in lines
        if values["kind"] == "change_specialty" and values.get("specialty_code") and values.get("specialty_name")
    }
    wrong = wrong_specialties(set(said.values())) if said else {}
    for key, lines in new.items():
        student = students[key]
        stands = Standing(student.state, student.state_since, student.specialty_code, student.specialty_name)
        for index, values in sorted(lines, key=lambda line: line[1]["on"]):
            if (fault := _step(stands, values, context.today)) is not None:
                yield Fault(index, *fault)
            elif index in said and (unknown := wrong.get(said[index])) is not None:
                column, sentence = unknown
                yield Fault(index, column if column in MOVED else "specialty_code", sentence)


def _step(stands: Standing, values: Mapping[str, Any], today: date) -> tuple[str, str] | None:
    """Column and sentence why it may not be; else the student stands as after it."""
    kind, on = values["kind"], values["on"]
    verdict = may_change(
        kind, state=stands.state, since=stands.since, on=on, today=today, reason=values.get("reason", "")
    )
    if not verdict:
        comes = stands.state in KINDS[kind].comes_from
        return ("kind" if not comes else "on" if on < stands.since or on > today else "reason"), verdict.reason
    if kind == "change_specialty":
        code, name = values.get("specialty_code", ""), values.get("specialty_name", "")
        moves = may_move(code=code, name=name, present_code=stands.code, present_name=stands.name)
        if not moves:
            return "specialty_code", moves.reason
        stands.code, stands.name = code, name
    if leaves := KINDS[kind].leaves:
        stands.state, stands.since = leaves, on
    return None


CHANGES = register(
    Sheet(
        noun="learners.changes",
        title="学籍异动",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=_own_school, aliases=("学校名称",)),
            Column("student_no", "学号", Kind.CODE, required=True, longest=30, example="2023010001"),
            Column(
                "kind",
                "异动",
                Kind.CHOICE,
                required=True,
                choices={kind.label: name for name, kind in KINDS.items()},
                aliases=("异动类别",),
                example="转专业",
            ),
            Column("on", "发生日期", Kind.DATE, required=True, aliases=("异动日期",), example="2026年3月2日"),
            Column(
                "reason",
                "原因",
                longest=200,
                personal=True,
                example="本人申请",
                note="休学、转专业、转出、退学须写明原因。",
            ),
            Column("specialty_code", "转入专业代码", Kind.CODE, longest=8, example="710201", note="只在转专业时填写。"),
            Column("specialty_name", "转入专业名称", longest=60, example="计算机应用"),
            Column("direction", "转入专业方向", longest=60),
            Column("class_name", "转入班级", longest=60, example="计算机2601"),
        ),
        key=KEY,
        store=STORE,
        opens=lambda identity: KEYS.holds(identity, "record_change"),
        check_rows=_may_be_recorded,
        notes=(
            "一行一次异动，只登记本校学生；同一学生的几次异动各占一行，按发生日期先后核对。",
            "规则与页面登记相同：休学的先复学再毕业，退学、转出、毕业的不再异动，日期不早于现状态的起始日期、不晚于今天。",
            "登记过的异动不能用表格改动；导入后一天之内可以整批撤销，也可以在学生页面逐条撤回。",
            "整班毕业的也可以用“毕业生名册”，或在学生名册页面办理“整班毕业”。",
        ),
        list_url="learners:students",
    )
)
