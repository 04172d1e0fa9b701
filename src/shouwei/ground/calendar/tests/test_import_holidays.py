"""The holiday table: what is read, what is refused, what is written, who may."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.calendar.models import Holiday
from shouwei.ground.calendar.official_table import official_year
from shouwei.ground.calendar.rules.holiday_lines import HolidayLine, HolidayLines, LineProblem, read_lines
from shouwei.ground.calendar.workflows.import_holidays import import_holidays, load_official

NATIONAL = HolidayLine(date(2026, 10, 1), "国庆节", False)
WORKED = HolidayLine(date(2026, 10, 10), "国庆节", True)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("2026-10-01 国庆节 休", NATIONAL),
        ("2026/10/1，国庆节，放假", NATIONAL),
        ("2026年10月1日\t国庆节\t休", NATIONAL),
        ("2026-10-10 班 国庆节", WORKED),
        ("2026-10-01 休", HolidayLine(date(2026, 10, 1), "休息日", False)),
        ("2026-10-10 上班", HolidayLine(date(2026, 10, 10), "调休上班", True)),
    ],
)
def test_a_line_as_people_write_it(line: str, row: HolidayLine) -> None:
    assert read_lines(line) == HolidayLines((row,), ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("国庆节 休", "没有找到日期。请按“2026-10-01 国庆节 休”的格式填写。"),
        ("2026-02-29 春节 休", "2026年2月没有29日，请更正日期。"),
        ("1026-10-01 国庆节 休", "年份1026不在2000—2099之间，请更正。"),
        ("2026-10-01 国庆节", "没有写明“休”或“班”，或者写了不止一个。请只写一个。"),
        ("2026-10-01 国庆节 休 班", "没有写明“休”或“班”，或者写了不止一个。请只写一个。"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: str, reason: str) -> None:
    assert read_lines(line) == HolidayLines((), (LineProblem(1, line, reason),))


def test_heading_and_blanks_are_passed_over_and_a_day_counts_once() -> None:
    read = read_lines("日期 名称 休班\n\n2026-10-01 国庆节 休\n2026-10-01 国庆节 班\n")

    problem = LineProblem(4, "2026-10-01 国庆节 班", "2026-10-01在前面已经出现，请删除其中一行。")
    assert read == HolidayLines((NATIONAL,), (problem,))


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), unique=True, max_size=20),
    st.booleans(),
)
def test_what_is_written_is_read_again(days: list[date], worked: bool) -> None:
    rows = tuple(HolidayLine(day, "示例节", worked) for day in sorted(days))

    assert read_lines("\n".join(row.text for row in rows)) == HolidayLines(rows, ())


def test_the_built_in_table_knows_the_national_day_of_2026() -> None:
    october = [row for row in official_year(2026) if row.day.month == 10]

    off = [HolidayLine(date(2026, 10, 1) + timedelta(days=n), "国庆节", False) for n in range(7)]
    assert october == [*off, HolidayLine(date(2026, 10, 10), "国庆节调休", True)]
    assert official_year(2199) == []


def test_importing_twice_changes_nothing_and_the_later_notice_counts(cast: Cast) -> None:
    import_holidays([NATIONAL], source="通知甲", by=cast.chen)
    import_holidays([HolidayLine(NATIONAL.day, "国庆节", True)], source="通知乙", by=cast.chen)
    import_holidays([HolidayLine(NATIONAL.day, "国庆节", True)], source="通知乙", by=cast.chen)

    assert list(Holiday.objects.values_list("day", "is_worked", "source")) == [(NATIONAL.day, True, "通知乙")]
    assert list(Event.objects.values_list("what", flat=True)) == ["导入节假日1天"] * 3


def test_filling_keeps_what_was_entered_by_hand(cast: Cast) -> None:
    import_holidays([HolidayLine(NATIONAL.day, "按本市通知", True)], source="本市通知", by=cast.chen)

    load_official(2026, by=cast.guan)

    assert Holiday.objects.count() == len(official_year(2026))
    assert Holiday.objects.get(day=NATIONAL.day).name == "按本市通知"


@pytest.mark.parametrize(
    ("rows", "source", "sentence"),
    [
        ([], "通知", "没有可以导入的日期。请按“2026-10-01 国庆节 休”的格式，每行填写一天。"),
        ([NATIONAL], " ", "请填写依据，例如“国办发明电〔2025〕7号”。"),
    ],
)
def test_refusals_write_nothing(cast: Cast, rows: list[HolidayLine], source: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        import_holidays(rows, source=source, by=cast.chen)

    assert (str(refusal.value), Holiday.objects.count(), Event.objects.count()) == (sentence, 0, 0)


def test_a_year_the_table_does_not_know_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="内置数据没有2199年的节假日安排"):
        load_official(2199, by=cast.chen)


@pytest.mark.parametrize(
    ("who", "status", "rows"), [("chen", 302, 1), ("guan", 302, 1), ("li", 403, 0), ("lin", 403, 0), (None, 302, 0)]
)
def test_who_may_import(client: Client, cast: Cast, who: str | None, status: int, rows: int) -> None:
    if who:
        client.force_login(cast[who].user)

    answer = client.post("/calendar/holidays/import/", {"source": "通知", "text": NATIONAL.text, "confirm": "1"})

    assert (answer.status_code, Holiday.objects.count()) == (status, rows)


def test_an_uploaded_sheet_is_previewed_not_imported(client: Client, cast: Cast, tmp_path: object) -> None:
    book = Workbook()
    for row in (["日期", "名称", "休/班"], [date(2026, 10, 1), "国庆节", "休"], ["2026-13-01", "错", "休"]):
        book.active.append(row)
    book.save(path := f"{tmp_path}/holidays.xlsx")
    client.force_login(cast.chen.user)

    with open(path, "rb") as file:
        upload = SimpleUploadedFile("holidays.xlsx", file.read())
        answer = client.post("/calendar/holidays/import/", {"source": "通知", "file": upload})

    read = answer.context["read"]
    assert [row.text for row in read.rows] == ["2026-10-01 国庆节 休"]
    assert [(p.line, p.reason) for p in read.problems] == [(3, "2026年13月没有1日，请更正日期。")]
    assert Holiday.objects.count() == 0


@pytest.mark.parametrize("who", ["chen", "lin", "shen", "guan"])
def test_everybody_sees_the_table(client: Client, cast: Cast, who: str) -> None:
    import_holidays([NATIONAL], source="通知甲", by=cast.chen)
    client.force_login(cast[who].user)

    answer = client.get("/calendar/holidays/?year=2026")

    assert (answer.status_code, [row.name for row in answer.context["rows"]]) == (200, ["国庆节"])
