"""What schools keep in Excel: where their graduates went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shouwei.core.sheets import Column, Context, Fault, Kind, Rows, Sheet, Words, register
from shouwei.core.sheets.sheet import Key, Row
from shouwei.core.verdict import first_refusal
from shouwei.ground.learners.models import Student
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .models import Correction, Destination
from .permissions import KEYS
from .register_matches import MATCHES
from .rules.codes import CODES
from .rules.codes import edition_of as code_edition_of
from .rules.destinations import Claimed, may_use, may_write
from .rules.secondary import LABELS, LISTS, NAMES, NEWER, edition_of, may_say
from .workflows.weigh import weigh
from .workflows.write_destination import home

__all__ = ["DESTINATIONS", "MATCHES"]

VALUES = (
    "code",
    "employer_name",
    "employer_code",
    "workplace_county",
    "registered_county",
    "post",
    "started_on",
    "contract_until",
    *NAMES,
)
WRITTEN = (*VALUES, "secondary_edition", "edition", "written_by", "typed_at")


def _schools(context: Context) -> Words:
    own = Organisation.objects.filter(pk=context.by.organisation_id, kind=Organisation.Kind.SCHOOL)
    return words_for(own, on=context.today)


class Destinations:
    """One line per graduate of the importing school, found by student number."""

    def students(self, keys: Iterable[Key]) -> dict[Key, Student]:
        wanted = set(keys)
        rows = Student.objects.filter(
            school__in={school for school, _ in wanted}, student_no__in={number for _, number in wanted}
        )
        return {(row.school_id, row.student_no): row for row in rows if (row.school_id, row.student_no) in wanted}

    def present(self, students: Iterable[Student]) -> dict[int, Destination]:
        cohorts = {row.pk: row.cohort for row in students}
        found = Destination.objects.filter(student__in=cohorts)
        return {row.student_id: row for row in found if row.cohort == cohorts[row.student_id]}

    def current(self, keys: Any, names: Any, context: Context) -> dict[Key, Row]:
        students = self.students(keys)
        there = self.present(students.values())
        return {
            key: tuple(_as_in_a_file(name, getattr(there[student.pk], name)) for name in names)
            for key, student in students.items()
            if student.pk in there
        }

    def out_of_reach(self, keys: Any, context: Context) -> Iterable[Key]:
        return [key for key in keys if key[0] != context.by.organisation_id]

    def remove(self, keys: Any, context: Context) -> dict[Key, str]:
        students = self.students(keys)
        there = self.present(students.values())
        stay = {}
        for key, student in students.items():
            row = there.get(student.pk)
            if row is not None and (row.state != "draft" or row.proofs.exists()):
                stay[key] = "已上报或已有材料，不能撤销，请更正。"
            elif row is not None:
                row.delete()
        return stay

    def write(self, rows: Rows, context: Context) -> None:
        keys = list(zip(rows.column("school"), rows.column("student_no"), strict=True))
        students = self.students(keys)
        there = self.present(students.values())
        new, old, corrections = [], [], []
        for key, values in zip(keys, rows.dicts(), strict=True):
            student = students[key]
            row = there.get(student.pk)
            given = {name: _as_kept(name, values[name]) for name in VALUES if name in values}
            if row is None:
                new.append(
                    Destination(
                        student=student,
                        school_id=student.school_id,
                        cohort=student.cohort or 0,
                        level=student.level,
                        specialty_code=student.specialty_code,
                        code_edition=code_edition_of(student.cohort or 0),
                        written_by=context.by,
                        secondary_edition=_secondary_edition(student.cohort or 0, given),
                        **given,
                    )
                )
                continue
            changes = {
                name: [_plain(getattr(row, name)), _plain(value)]
                for name, value in given.items()
                if getattr(row, name) != value
            }
            for name, value in given.items():
                setattr(row, name, value)
            row.secondary_edition = _secondary_edition(row.cohort, {name: getattr(row, name) for name in NAMES})
            row.edition += 1
            row.written_by, row.typed_at = context.by, None
            old.append(row)
            corrections.append(
                Correction(
                    destination=row,
                    edition=row.edition,
                    changes=changes,
                    reason="批量导入更正",
                    corrected_on=context.today,
                    corrected_by=context.by,
                )
            )
        Destination.objects.bulk_create(new, batch_size=2000)
        Destination.objects.bulk_update(old, WRITTEN, batch_size=2000)
        Correction.objects.bulk_create(corrections, batch_size=2000)
        weigh([*new, *old], on=context.today)


def _as_in_a_file(name: str, value: Any) -> Any:
    """An empty cell of a choice is None."""
    return None if name in NAMES and value == "" else value


def _as_kept(name: str, value: Any) -> Any:
    return "" if name in NAMES and value is None else value


def _secondary_edition(cohort: int, said: dict[str, Any]) -> str:
    return edition_of(cohort) if any(said.get(name) for name in NAMES) else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


STORE = Destinations()


def _may_be_written(rows: Rows, context: Context) -> Iterable[Fault]:
    keys = list(zip(rows.column("school"), rows.column("student_no"), strict=True))
    students = STORE.students(keys)
    there, city = STORE.present(students.values()), home()
    for index, (key, values) in enumerate(zip(keys, rows.dicts(), strict=True)):
        student = students.get(key)
        if student is None:
            yield Fault(index, "student_no", "学籍中没有这个学号，请先导入学生名册，或核对学号。")
            continue
        if (row := there.get(student.pk)) is not None and row.state != "draft":
            yield Fault(index, "", "这名毕业生的去向已经上报，请在页面上更正并写明原因。")
            continue
        texts = {
            name: values.get(name) or "" for name in ("code", "employer_name", "employer_code", "workplace_county")
        }
        claim = Claimed(**texts, started_on=values.get("started_on"), contract_until=values.get("contract_until"))
        cohort = student.cohort or 0
        verdict = first_refusal(
            may_write(claim, finished=student.state, today=context.today),
            may_use(claim.code, cohort=cohort, present=row.code if row else ""),
            may_say(
                values,
                code=claim.code,
                county=claim.workplace_county,
                level=student.level,
                cohort=cohort,
                home=city,
            ),
        )
        if not verdict:
            yield Fault(index, "", verdict.reason)


def _words_of(name: str) -> dict[str, str]:
    """Words of every edition, the newer ones first; whether a word is of the cohort's own edition is asked by row."""
    lists = [LISTS[NEWER], *(lists for edition, lists in LISTS.items() if edition != NEWER)]
    return {word: code for codes in lists for code, word in codes[name].items()}


DESTINATIONS = register(
    Sheet(
        noun="employment.destinations",
        title="毕业去向",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=_schools, aliases=("学校名称",)),
            Column("student_no", "学号", Kind.CODE, required=True, longest=30, example="2023010001"),
            Column(
                "code",
                "毕业去向",
                Kind.CHOICE,
                required=True,
                choices={key: code for code, name in CODES.items() for key in (code, name, f"{code} {name}")},
                example="11 签劳动合同形式就业",
            ),
            Column("employer_name", "单位名称", longest=100, example="示例汽车有限公司"),
            Column("employer_code", "统一社会信用代码", Kind.CREDIT_CODE),
            Column(
                "workplace_county",
                "工作地代码",
                Kind.CODE,
                digits=6,
                example="340811",
                note="实际工作的县（市、区）六位代码。",
            ),
            Column("registered_county", "单位注册地代码", Kind.CODE, digits=6),
            Column("post", "岗位", longest=60),
            Column("started_on", "起始日期", Kind.DATE, example="2026年7月1日"),
            Column("contract_until", "合同到期", Kind.DATE),
            *(
                Column(name, label, Kind.CHOICE, choices=_words_of(name), note="中职、技工毕业生填写，可以留空。")
                for name, label in LABELS.items()
            ),
        ),
        key=("school", "student_no"),
        store=STORE,
        opens=lambda identity: KEYS.holds(identity, "import_destinations"),
        check_rows=_may_be_written,
        notes=(
            "一行一名毕业生；尚未就业的请如实填写待就业。",
            "已上报的去向不能用导入更正，请在页面上逐条更正并写明原因。",
        ),
        list_url="employment:destinations",
    )
)
