"""A plan read in the child: the same draft, or one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shouwei.ground.documents.reading.document import Unreadable
from shouwei.ground.documents.reading.text import read_pasted
from shouwei.oversight.planning.rules.plan_reader.draft import NotAPlan
from shouwei.oversight.planning.rules.plan_reader.read import NO_TASKS, read_plan
from shouwei.oversight.planning.workflows.read_plan_file import read_plan_file, read_plan_pasted

from .plan_layouts import FIRST_LEADS_WITH_TIME, INVITATION


def test_the_child_reads_the_same_draft() -> None:
    assert read_plan_pasted(FIRST_LEADS_WITH_TIME) == read_plan(read_pasted(FIRST_LEADS_WITH_TIME))


def test_a_file_that_is_no_plan_is_told_from_one_that_cannot_be_read() -> None:
    with pytest.raises(NotAPlan) as no_plan:
        read_plan_file(INVITATION.encode(), "通知.txt")
    with pytest.raises(Unreadable) as unreadable:
        read_plan_file(b"", "方案.docx")

    assert str(no_plan.value) == NO_TASKS
    assert str(unreadable.value) == "文件是空的。请检查文件后重新上传。"


def test_what_nobody_can_see_is_left_out_and_counted() -> None:
    line = FIRST_LEADS_WITH_TIME.splitlines()[0]
    disguised = FIRST_LEADS_WITH_TIME.replace(line, f"\u202e{line[:2]}\x07{line[2:]}", 1)

    draft = read_plan_pasted(disguised)

    plain = read_plan_pasted(FIRST_LEADS_WITH_TIME)
    said = "文件中有2个看不见的控制字符，已去除，请核对文字顺序。"
    assert draft == replace(plain, notes=(*plain.notes, said))
