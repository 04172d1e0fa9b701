"""The sample plan is read like anybody's: whole, and with the doubts that were put into it."""

from __future__ import annotations

from datetime import date

import pytest

from shouwei.config.installation import ROOT
from shouwei.config.sample.plan import sample_plan
from shouwei.ground.documents.reading.document import Document
from shouwei.ground.documents.reading.read import read_document
from shouwei.ground.documents.reading.text import read_pasted
from shouwei.oversight.planning.rules.plan_reader.read import read_plan


def word_file() -> Document:
    file = ROOT / "samples" / "sample-plan.docx"
    return read_document(file.read_bytes(), file.name)


@pytest.mark.parametrize("document", [read_pasted(sample_plan(date(2026, 3, 2))), word_file()], ids=["text", "Word"])
def test_every_task_and_every_planted_doubt_is_found(document: Document) -> None:
    draft = read_plan(document)
    doubts = "".join(problem.what for problem in draft.problems)

    assert (len(draft.tasks), len(draft.areas), len(draft.targets)) == (19, 6, 3)
    assert [task.printed_no for task in draft.tasks[7:9]] == ["8", "8"]
    assert all(sentence in doubts for sentence in ("没有印发日期", "序号8重复出现2次", "表中作“编制学院专业”"))
