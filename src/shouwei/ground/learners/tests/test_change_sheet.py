"""Changes and graduates by sheet: the rule of one for every line, nothing altered in silence, all of it back within a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast

from shouwei.core.sheets import SHEETS, Context
from shouwei.ground.audit.models import Event
from shouwei.ground.catalogues.rules.editions import About
from shouwei.ground.catalogues.rules.tables import Draft, Row
from shouwei.ground.catalogues.workflows.import_edition import import_edition
from shouwei.ground.catalogues.workflows.publish_edition import publish_edition
from shouwei.ground.imports.queries import rows_returned
from shouwei.ground.imports.tests.driving import DAY, checked, imported, undone
from shouwei.ground.imports.workflows.reading import contents_of, read_rows

from ..models import RollChange, Student
from ..workflows.record_change import record_change
from .rolls import enrol

pytestmark = pytest.mark.django_db
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


def line(number: int, kind: str, on: date = MARCH, reason: str = "本人申请", **more: Any) -> dict[str, Any]:
    return {"school": "北辰职校", "student_no": f"S{number:05}", "kind": kind, "on": on, "reason": reason, **more}


MOVE: dict[str, Any] = {"specialty_code": "710201", "specialty_name": "计算机应用", "class_name": "计算机2601"}


def roll() -> list[tuple[Any, ...]]:
    known = ("student_no", "state", "state_since", "cohort", "specialty_code", "class_name")
    return list(Student.objects.order_by("school", "student_no").values_list(*known))


def test_a_file_of_changes_is_stored_in_the_order_of_days_and_taken_back_to_the_last_letter(cast: Cast) -> None:
    enrol(cast.north, 5)
    before = roll()
    rows = [
        line(0, "复学", APRIL, reason=""),  # stands above its suspension
        line(0, "休学"),
        line(1, "转专业", **MOVE),
        line(2, "退学"),
        line(3, "毕业", date(2026, 6, 20), reason=""),
        line(4, "转出"),
    ]

    batch = imported("learners.changes", rows, cast.wu)

    assert (batch.new, batch.refused, RollChange.objects.count()) == (6, 0, 6)
    assert roll() == [
        ("S00000", "enrolled", APRIL, None, "700206", "汽修一班"),
        ("S00001", "enrolled", date(2023, 9, 1), None, "710201", "计算机2601"),
        ("S00002", "withdrawn", MARCH, None, "700206", "汽修一班"),
        ("S00003", "graduated", date(2026, 6, 20), 2026, "700206", "汽修一班"),
        ("S00004", "transferred", MARCH, None, "700206", "汽修一班"),
    ]
    assert Event.objects.filter(what="登记学籍异动").values_list("why", flat=True).get() == "批量导入6人次"
    again = imported("learners.changes", rows, cast.wu)
    assert (again.new, again.changed, again.unchanged, again.refused) == (0, 0, 6, 0)

    undone(batch, cast.wu)

    assert (roll(), RollChange.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (line(0, "复学"), "kind", "该生现为在籍，不能办理复学；只有休学的学生可以。"),
        (line(1, "毕业", APRIL), "kind", "该生现为休学，不能办理毕业；只有在籍的学生可以。"),
        (line(1, "复学", date(2026, 1, 31)), "on", "发生日期不能早于现状态的起始日期2026年2月1日。"),
        (line(0, "退学", date(2026, 7, 1)), "on", "发生日期2026年7月1日还没有到，请在当天或以后登记。"),
        (line(0, "休学", reason=""), "reason", "请写明休学的原因。"),
        (line(0, "转专业", specialty_code=""), "specialty_code", "请填写转入的专业代码和名称。"),
        (
            line(0, "转专业", **(MOVE | {"specialty_code": "700206"})),
            "specialty_code",
            "该生已在汽车运用与维修专业",
        ),
        (line(0, "休学", class_name="计算机2601"), "class_name", "只有转专业才填写转入专业和班级"),
        (line(9, "休学"), "student_no", "学籍中没有这个学号"),
        ({**line(0, "休学"), "school": "南岭职校"}, "school", "不在可选范围内"),
    ],
)
def test_no_line_passes_that_the_page_would_refuse(cast: Cast, row: dict[str, Any], column: str, said: str) -> None:
    enrol(cast.north, 2)
    enrol(cast.south, 1)
    Student.objects.filter(school=cast.north, student_no="S00001").update(
        state="suspended", state_since=date(2026, 2, 1)
    )
    before = roll()

    batch = checked("learners.changes", [row], cast.lin)

    (fault,) = batch.summary["faults"]
    assert SHEETS["learners.changes"].by_name[column].heading in fault["where"]
    assert said in fault["said"]
    assert (batch.refused, roll(), RollChange.objects.count()) == (1, before, 0)


def test_a_change_that_is_there_already_is_not_written_over(cast: Cast) -> None:
    (row,) = enrol(cast.north, 1)
    record_change(row, kind="suspend", on=MARCH, reason="伤病", by=cast.wu, today=DAY)

    batch = checked("learners.changes", [line(0, "休学", reason="参军")], cast.wu)

    assert (batch.refused, batch.summary["faults"][0]["said"][:8]) == (1, "这次异动已经登记")


def test_what_happened_since_stays_and_is_named(cast: Cast) -> None:
    first, _ = enrol(cast.north, 2)
    batch = imported("learners.changes", [line(0, "休学"), line(1, "休学")], cast.wu)
    record_change(first, kind="resume", on=APRIL, reason="", by=cast.wu, today=DAY)

    undone(batch, cast.wu)

    assert [kept["why"] for kept in batch.summary["kept"]] == ["只能撤回最近一次异动。"]
    assert [row[1] for row in roll()] == ["enrolled", "enrolled"]
    assert RollChange.objects.count() == 2


def test_a_thousand_changes_ask_as_often_as_ten(cast: Cast) -> None:
    enrol(cast.north, 300)

    def questions(first: int, count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            imported("learners.changes", [line(number, "休学") for number in range(first, first + count)], cast.wu)
        return len(asked)

    questions(0, 10)
    assert questions(10, 10) == questions(20, 250)


def finish(number: int, state: str = "毕业", on: date = date(2026, 6, 20)) -> dict[str, Any]:
    return {"school": "北辰职校", "student_no": f"S{number:05}", "state": state, "state_since": on}


def test_graduates_by_sheet_obey_the_rule_of_one_and_are_taken_back(cast: Cast) -> None:
    enrol(cast.north, 3)
    Student.objects.filter(student_no="S00002").update(state="suspended")
    before = roll()

    batch = imported("learners.graduates", [finish(0), finish(1, "结业"), finish(2)], cast.lin, only_good=True)

    assert batch.summary["faults"][0]["said"] == "该生现为休学，不能办理毕业；只有在籍的学生可以。"
    assert [row[1:4] for row in roll()] == [
        ("graduated", date(2026, 6, 20), 2026),
        ("completed", date(2026, 6, 20), 2026),
        ("suspended", date(2023, 9, 1), None),
    ]
    assert list(RollChange.objects.order_by("pk").values_list("kind", flat=True)) == ["graduate", "complete"]

    undone(batch, cast.lin)

    assert (roll(), RollChange.objects.count()) == (before, 0)


def test_a_graduation_before_the_present_state_began_is_refused(cast: Cast) -> None:
    enrol(cast.north, 1)
    Student.objects.update(state_since=DAY - timedelta(days=1))

    batch = checked("learners.graduates", [finish(0)], cast.lin)

    assert batch.summary["faults"][0]["said"] == "发生日期不能早于现状态的起始日期2026年6月29日。"


def test_where_one_goes_must_stand_in_the_catalogue_of_the_entry_year(cast: Cast) -> None:
    said = About(catalogue="specialties", name="2020目录", source="示例", used_from=date(2020, 1, 1))
    codes = [Row("700206", "汽车运用与维修", "中职", ""), Row("710201", "计算机应用", "中职", "")]
    publish_edition(import_edition(Draft(rows=codes), said, checksum="", by=None), by=None, today=date(2023, 9, 1))
    enrol(cast.north, 2, catalogue_edition="2020")
    rows = [line(0, "转专业", **MOVE), line(1, "转专业", **(MOVE | {"specialty_code": "710209"}))]

    batch = imported("learners.changes", rows, cast.lin, only_good=True)

    (fault,) = batch.summary["faults"]
    assert fault["said"] == "“2020目录”中没有专业代码710209。“计算机应用”的代码是710201计算机应用。"
    assert [row[4] for row in roll()] == ["710201", "700206"]


def test_refused_rows_come_back_in_the_words_of_the_file(cast: Cast) -> None:
    enrol(cast.north, 1)
    batch = checked("learners.changes", [line(0, "复学")], cast.lin)
    _, found = read_rows(batch.sheet, contents_of(batch), batch.file_name, Context(cast.lin, DAY), lambda *_: None)

    assert batch.summary["faults"][0]["cell"] == "复学"
    assert [row.cells["school"] for row in rows_returned(found)] == ["北辰职业学校"]
    assert [row.cells["kind"] for row in rows_returned(found)] == ["复学"]
