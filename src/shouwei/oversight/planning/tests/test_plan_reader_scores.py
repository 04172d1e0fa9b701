"""The founding document and the shared real ones, read as well as by hand. Skipped where the shared folder is absent."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from shouwei.ground.documents.reading.read import read_document
from shouwei.oversight.planning.rules.plan_reader.draft import PlanDraft
from shouwei.oversight.planning.rules.plan_reader.read import read_plan

SHARED = Path(__file__).resolve().parents[6] / "shared" / "plan"
FLOOR = 0.97
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"THE SAMPLE PLANS ARE NOT HERE: {SHARED} is absent, so the reader is not scored."
)


def answers() -> list[Path]:
    return [SHARED / "anqing-2019.expected.json", *sorted(SHARED.glob("real/*.expected.json"))]


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("plan_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> PlanDraft:
    return read_plan(read_document(path.read_bytes(), path.name))


@pytest.mark.parametrize("answer", answers(), ids=lambda path: path.name.removesuffix(".expected.json"))
def test_a_shared_plan_is_read_as_by_hand(answer: Path) -> None:
    expected = json.loads(answer.read_text("utf8"))
    files = [
        answer.parent / expected["file"],
        answer.parent / f"{answer.name.removesuffix('_rows.expected.json')}.docx",
    ]

    for file in files:
        if file.exists():
            figures = scorer().score(expected, read(file).as_json())
            poor = {name: figure for name, figure in figures.items() if figure < FLOOR}
            assert poor == {}, file.name


def test_the_founding_plan_is_complete() -> None:
    draft = read(SHARED / "anqing-2019.txt")

    assert (len(draft.tasks), len(draft.areas), draft.horizon_years, draft.date) == (35, 9, 3, None)
    assert draft.adopted_by == "理事会2019年第二次会议"
    assert dict(draft.rhythm) == {"council": "每旬调度一次", "secretariat": "每周会商一次"}
    assert [(o.days, o.to) for o in draft.obligations if o.kind == "measures_due"] == [(20, "秘书处办公室")]
    assert {"annual_goal", "report_progress", "counts_in_appraisal"} <= {o.kind for o in draft.obligations}
    assert [(v.task, v.field, v.kind) for v in draft.variances] == [
        (1, "text", "substantive"),
        (1, "area", "cosmetic"),
        (15, "text", "substantive"),
        (32, "text", "substantive"),
        (33, "text", "cosmetic"),
    ]
    assert [(t.no, t.printed_no) for t in draft.tasks if str(t.no) != t.printed_no] == [(11, "12")]
    whats = "\n".join(problem.what for problem in draft.problems)
    for words in (
        "没有印发日期",
        "序号12重复",
        "缺少序号11",
        "职业教育研究所列有职责",
        "教训资源",
        "集团",
        "调整与优化",
        "准化的",
    ):
        assert words in whats
    assert PlanDraft.from_json(json.loads(json.dumps(draft.as_json()))) == draft
