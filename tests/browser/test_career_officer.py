"""A school's career officer: the roster out of Excel, a class that graduates, destinations by file and by hand, a question, three figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from shouwei.config.sample.story import people
from shouwei.core.clock import today
from shouwei.ground.audit.models import Look
from shouwei.ground.imports.tests.files import book
from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.workflows.ship_definitions import ship_definitions
from shouwei.work.employment.models import Destination, Question
from shouwei.work.employment.tests.graduates import GOOD_CODE
from shouwei.work.employment.workflows.ask_questions import ask_questions

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)

SCHOOL = "江城示范职业技术学院"
ROSTER = (
    "学校", "学号", "姓名", "性别", "出生日期", "层次", "专业代码", "专业名称", "专业目录版本", "班级", "年级", "入学日期", "生源类别",
)  # fmt: skip
WENT = ("学校", "学号", "毕业去向", "单位名称", "统一社会信用代码", "工作地代码", "起始日期")


def roster(entered: date) -> bytes:
    """Six students, and one who would have been born after coming to school."""
    rows = [
        (SCHOOL, f"A{n:03}", f"{surname}示例", "女", born, "高职专科", "460702", "新能源汽车技术", "2021", "新能源一班",
         entered.year, entered, "退役军人" if n == 6 else "应届高中")
        for n, surname, born in (
            *((n, surname, date(entered.year - 18, 5, n)) for n, surname in enumerate("赵钱孙李周吴", 1)),
            (7, "郑", entered + timedelta(days=30)),
        )
    ]  # fmt: skip
    return book([ROSTER, *rows])


def went(started: date) -> bytes:
    """Four of the class; the last number stands on no roll."""
    rows = [
        (SCHOOL, number, "11 签劳动合同形式就业", "虚舟汽车零部件有限公司", GOOD_CODE, "340811", started)
        for number in ("A001", "A002", "A003", "A004", "A999")
    ]
    return book([WENT, *rows])


def handed_in(page: Page, tmp_path: Path, name: str, data: bytes) -> None:
    """Upload, look at the mistakes, take the good rows."""
    file = tmp_path / name
    file.write_bytes(data)
    page.set_input_files("input[type=file]", str(file))
    page.get_by_role("button", name="上传并核对").click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"))


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_from_the_roster_to_the_three_figures(
    screen: Callable[[str | None, str], Screen], size: str, tmp_path: Path
) -> None:
    day = today()
    left, entered = day - timedelta(days=90), date((day - timedelta(days=90)).year - 3, 9, 1)
    people(day)
    ship_definitions()
    officer = screen("zhiyuan2", size)

    # The roster: one row is wrong and says why, six come in.
    page = officer.go(reverse("learners:students"))
    officer.check()
    page.locator("summary", has_text="批量导入").click()
    choice = page.get_by_role("link", name="学生名册", exact=True).last
    assert (choice.bounding_box() or {"x": -1})[
        "x"
    ] >= 0  # a panel that hung from its button to the left lay outside a phone
    choice.click()
    handed_in(page, tmp_path, "名册.xlsx", roster(entered))
    officer.check()
    assert "郑示例" not in page.locator(".page-head").inner_text()
    page.get_by_role("button", name="只导入无误的6行").click()
    page.wait_for_load_state()
    assert Student.objects.count() == 6

    # The class graduates; one stays.
    page = officer.go(reverse("learners:graduate_class"))
    officer.check()
    page.get_by_label("班级").select_option(index=0)
    page.get_by_label("毕业日期").fill(left.isoformat())
    page.get_by_role("button", name="登记毕业").click()
    page.wait_for_url(re.compile(r"/learners/$"))
    assert Student.objects.filter(cohort=left.year, state="graduated").count() == 6

    # Destinations by file.
    page = officer.go(reverse("employment:destinations"))
    officer.check()
    page.get_by_role("link", name="批量导入").click()
    handed_in(page, tmp_path, "去向.xlsx", went(left + timedelta(days=5)))
    assert "学籍中没有这个学号" in page.locator("main").inner_text()
    page.get_by_role("button", name="只导入无误的4行").click()
    page.wait_for_load_state()
    assert Destination.objects.count() == 4

    # And by hand: one at work, one honestly without; nothing typed is lost by a refusal.
    page = officer.go(reverse("employment:destinations") + "?missing=1")
    officer.check()
    page.get_by_role("link", name="周示例").click()
    page.get_by_label("毕业去向").select_option("11")
    page.get_by_label("单位名称").fill("样本电子科技有限公司")
    page.get_by_role("button", name="保存").click()
    assert "须填写工作地" in page.locator(".error-summary").inner_text()
    assert page.get_by_label("单位名称").input_value() == "样本电子科技有限公司"
    page.get_by_label("统一社会信用代码").fill(GOOD_CODE.lower())
    page.get_by_label("工作地").fill("340822")
    page.get_by_label("起始日期").fill((left + timedelta(days=10)).isoformat())
    officer.check()
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/employment/destinations/\d+/$"))
    officer.check()
    page = officer.go(reverse("employment:destinations") + "?missing=1")
    page.get_by_role("link", name="吴示例").click()
    page.get_by_role("button", name="保存").click()  # 待就业 stands there already
    page.wait_for_url(re.compile(r"/employment/destinations/\d+/$"))
    assert Destination.objects.filter(code="70").count() == 1

    # An internship proof lifts nothing; the question that follows is answered with the contract.
    row = Destination.objects.get(student__student_no="A005")
    _paper(officer, tmp_path, row, "internship", "实习证明.txt", "在本公司实习三个月。")
    assert "不能证明就业" in page.locator("main").inner_text()
    row.refresh_from_db()
    assert row.evidence_level == 0
    ask_questions(left.year, by=Identity.objects.filter(role="department")[0], today=day)
    question = Question.objects.get(destination=row)
    page = officer.go(reverse("employment:questions"))
    officer.check()
    page.get_by_role("link", name="答复", exact=True).first.click()
    page.get_by_label("答复").fill("已补充劳动合同，原来误传了实习证明。")
    officer.check()
    page.get_by_role("button", name="答复").click()
    page.wait_for_url(re.compile(r"/employment/questions/$"))
    question.refresh_from_db()
    assert (question.rule, question.outcome) == ("internship_proof", "replied")
    _paper(officer, tmp_path, row, "contract", "劳动合同.txt", "第一条 合同期限三年。")
    row.refresh_from_db()
    assert row.evidence_level == 2
    page.get_by_role("link", name="劳动合同.txt").click()
    page.wait_for_url(re.compile(r"/employment/proofs/\d+/$"))
    assert "第一条 合同期限三年。" in page.locator("main").inner_text()
    officer.check()
    assert list(Look.objects.values_list("what", flat=True)) == ["查看证明材料（劳动合同）"]

    # The head of the school hands the cohort in; the school reads its own three figures.
    head = screen("zhiyuan", size)
    page = head.go(reverse("employment:destinations"))
    page.locator("summary", has_text="上报本届").click()
    page.get_by_role("button", name="上报", exact=True).click()
    page.get_by_text("6人的去向已上报").wait_for()
    assert set(Destination.objects.values_list("state", flat=True)) == {"reported"}
    page = officer.go(reverse("indicators:targets"))
    officer.check()
    own = page.get_by_role("region", name="江城职院")
    assert own.locator("article, .card").count() >= 3
    officer.troubles.extend(head.troubles)
    assert officer.troubles == []


def _paper(officer: Screen, tmp_path: Path, row: Destination, kind: str, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf8")
    page = officer.go(reverse("employment:destination", args=[row.pk]))
    page.get_by_role("link", name="补充材料").click()
    page.get_by_label("类别").select_option(kind)
    page.set_input_files("input[type=file]", str(file))
    page.get_by_label("材料日期").fill(today().isoformat())
    officer.check()
    page.get_by_role("button", name="保存材料").click()
    page.wait_for_url(re.compile(r"/employment/destinations/\d+/$"))
