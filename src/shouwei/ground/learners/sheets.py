"""What schools keep in Excel: the roster, and who graduated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from shouwei.core.sheets import Column, Context, Fault, Kind, Rows, Sheet, Words, register
from shouwei.core.sheets.table import Table
from shouwei.core.text import in_words, pinyin_key
from shouwei.ground.catalogues.specialties import specialty_faults
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .change_sheet import CHANGES
from .models import Level, RollChange, Source, Student
from .permissions import KEYS
from .queries import own_students
from .rules.roll import may_change, wrong_dates
from .workflows.take_back_change import LATEST_FIRST

__all__ = ["CHANGES", "GRADUATES", "ROSTER"]

FIRST_YEAR = 1990
FURTHEST_AHEAD = 180
"""Days: a roster of newcomers is made in the summer before, not years before."""
FINISHED = {"毕业": "graduated", "结业": "completed"}
KIND_OF = {"graduated": RollChange.Kind.GRADUATE, "completed": RollChange.Kind.COMPLETE}


def own_schools(context: Context) -> Words:
    """Names of the schools whose rows the importer may write."""
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    if "all" not in KEYS.rows["import_students"].cells.get(context.by.role, ()):
        schools = schools.filter(pk=context.by.organisation_id)
    return words_for(schools, on=context.today)


def _labels(choices: Any) -> dict[str, Any]:
    """Label and code → code."""
    return {label: value for value, label in choices} | {value: value for value, _ in choices}


def _possible_dates(rows: Rows, context: Context) -> Iterable[Fault]:
    if not {"born_on", "entered_on", "entry_year"} <= set(rows.names):
        return
    parts = zip(rows.column("born_on"), rows.column("entered_on"), rows.column("entry_year"), strict=True)
    for row, (born_on, entered_on, entry_year) in enumerate(parts):
        for column, sentence in wrong_dates(born_on=born_on, entered_on=entered_on, entry_year=entry_year):
            yield Fault(row, column, sentence)
        if (entered_on - context.today).days > FURTHEST_AHEAD:
            yield Fault(row, "entered_on", f"入学日期{in_words(entered_on)}在{FURTHEST_AHEAD}天以后，请核对。")


def _one_number_one_person(rows: Rows, context: Context) -> Iterable[Fault]:
    if "id_number" not in rows.names:
        return
    numbers = rows.column("id_number")
    times = Counter(filter(None, numbers))
    if len(times) == len(numbers) - numbers.count(""):
        return
    for row, number in enumerate(numbers):
        if number and times[number] > 1:
            yield Fault(row, "id_number", f"这个身份证号在表中出现了{times[number]}次，请核对各是哪名学生。")


def _check_roster(rows: Rows, context: Context) -> Iterable[Fault]:
    yield from _possible_dates(rows, context)
    yield from _one_number_one_person(rows, context)
    yield from specialty_faults(rows, context)


def _pinyin(rows: Rows, context: Context) -> Sequence[str]:
    known: dict[str, str] = {}
    return [known.get(name) or known.setdefault(name, pinyin_key(name)[:200]) for name in rows.column("name")]


def _entered(rows: Rows, context: Context) -> Sequence[date]:
    return rows.column("entered_on")


ROSTER = register(
    Sheet(
        noun="learners.students",
        title="学生名册",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=own_schools, aliases=("学校名称",)),
            Column("student_no", "学号", Kind.CODE, required=True, longest=30, example="2026010001"),
            Column("name", "姓名", required=True, longest=40, personal=True, example="王示例"),
            Column("sex", "性别", Kind.CHOICE, required=True, choices=_labels(Student.Sex.choices), example="男"),
            Column("born_on", "出生日期", Kind.DATE, required=True, personal=True, example="2010年9月1日"),
            Column("id_number", "身份证号", Kind.ID_NUMBER, aliases=("身份证件号", "公民身份号码")),
            Column("roll_no", "学籍号", Kind.CODE, longest=40, personal=True),
            Column("phone", "手机号", Kind.PHONE, aliases=("联系电话",)),
            Column("home_county", "生源地代码", Kind.CODE, digits=6, note="县级行政区划代码，六位。"),
            Column("level", "层次", Kind.CHOICE, required=True, choices=_labels(Level.choices), example="中职"),
            Column("specialty_code", "专业代码", Kind.CODE, required=True, longest=8, example="700206"),
            Column("specialty_name", "专业名称", required=True, longest=60, example="汽车运用与维修"),
            Column("catalogue_edition", "专业目录版本", required=True, longest=20, example="2021"),
            Column("direction", "专业方向", longest=60),
            Column("class_name", "班级", longest=60, example="新能源2601"),
            Column(
                "entry_year",
                "年级",
                Kind.INTEGER,
                required=True,
                least=FIRST_YEAR,
                most=2099,
                aliases=("入学年份",),
                example=2026,
            ),
            Column("entered_on", "入学日期", Kind.DATE, required=True, example="2026年9月1日"),
            Column(
                "source",
                "生源类别",
                Kind.CHOICE,
                required=True,
                choices=_labels(Source.choices),
                example="应届初中",
                note="退役军人、下岗失业人员、农民工、新型职业农民、在职职工计入高职扩招，单独统计。",
            ),
        ),
        key=("school", "student_no"),
        store=Table(
            Student,
            ("school", "student_no"),
            fields={"school": "school_id"},
            derived={"name_pinyin": _pinyin},
            once={"state_since": _entered},
            within=lambda context: own_students(context.by),
        ),
        opens=lambda identity: KEYS.holds(identity, "import_students"),
        check_rows=_check_roster,
        notes=(
            "一行一名学生；同一学校的学号不重复，已有学号的行按本表更新。",
            "专业代码、名称、层次须与入学时的专业目录一致；不一致的行退回，并写明相近的代码或原代码的去向。",
            "新导入的学生学籍状态为在籍；休学、退学、毕业等在系统中登记异动，毕业生也可以用“毕业生名册”批量导入。",
            "身份证号、学籍号、手机号加密保存，页面上只显示部分位数。",
        ),
        list_url="learners:students",
    )
)


class Finishing(Table):
    """Graduates: the student must be on the roll already, and the change is written down."""

    def write(self, rows: Rows, context: Context) -> None:
        keys = list(zip(rows.column("school"), rows.column("student_no"), strict=True))
        students = {(student.school_id, student.student_no): student for student in self._matching(keys)}
        changes, moved, back = [], [], []
        for key, row in zip(keys, rows.dicts(), strict=True):
            student = students[key]
            since = row["state_since"]
            if row["state"] not in FINISHED.values():  # an import taken back
                student.state, student.state_since, student.cohort = row["state"], since, None
                moved.append(student)
                back.append(student.pk)
                continue
            before = {"state": student.state, "state_since": student.state_since.isoformat(), "cohort": student.cohort}
            after = {"state": row["state"], "state_since": since.isoformat(), "cohort": since.year}
            changes.append(
                RollChange(
                    student=student,
                    kind=KIND_OF[row["state"]],
                    happened_on=since,
                    recorded_by=context.by,
                    before=before,
                    after=after,
                )
            )
            student.state, student.state_since, student.cohort = row["state"], since, since.year
            moved.append(student)
        Student.objects.bulk_update(moved, ["state", "state_since", "cohort"], batch_size=2000)
        RollChange.objects.bulk_create(changes, batch_size=5000)
        latest = (
            RollChange.objects.filter(student__in=back).order_by("student_id", *LATEST_FIRST).distinct("student_id")
        )
        RollChange.objects.filter(pk__in=list(latest.values_list("pk", flat=True))).delete()


def _on_the_roll(rows: Rows, context: Context) -> Iterable[Fault]:
    keys = list(zip(rows.column("school"), rows.column("student_no"), strict=True))
    known = FINISHING.current(keys, ("state", "state_since", "entered_on"), context)
    parts = zip(keys, rows.column("state"), rows.column("state_since"), strict=True)
    for row, (key, wanted, on) in enumerate(parts):
        state, since, entered_on = known.get(key, ("", None, None))
        if entered_on is None:
            yield Fault(row, "student_no", "学籍中没有这个学号，请先导入学生名册，或核对学号。")
        elif state in FINISHED.values():  # a date or a kind put right
            if on < entered_on:
                yield Fault(row, "state_since", "毕业日期早于入学日期，请核对。")
            elif on > context.today:
                yield Fault(row, "state_since", "毕业日期还没有到，请在当天或以后导入。")
        elif not (
            verdict := may_change(KIND_OF[wanted], state=state, since=since, on=on, today=context.today, reason="")
        ):
            yield Fault(row, "state_since" if state == "enrolled" else "student_no", verdict.reason)


FINISHING = Finishing(
    Student, ("school", "student_no"), fields={"school": "school_id"}, within=lambda context: own_students(context.by)
)
GRADUATES = register(
    Sheet(
        noun="learners.graduates",
        title="毕业生名册",
        columns=(
            Column("school", "学校", Kind.CHOICE, required=True, among=own_schools, aliases=("学校名称",)),
            Column("student_no", "学号", Kind.CODE, required=True, longest=30, example="2023010001"),
            Column("state", "毕业或结业", Kind.CHOICE, required=True, choices=FINISHED, example="毕业"),
            Column("state_since", "毕业日期", Kind.DATE, required=True, example="2026年6月30日"),
        ),
        key=("school", "student_no"),
        store=FINISHING,
        opens=lambda identity: KEYS.holds(identity, "import_students"),
        check_rows=_on_the_roll,
        notes=("学生须已在学籍中；按毕业日期的年份计为该届毕业生。",),
        list_url="learners:students",
    )
)
