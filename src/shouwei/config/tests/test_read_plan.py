"""The command ``read-plan``: a draft, or one sentence and status 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from shouwei.config.commands.read_plan import main
from shouwei.oversight.planning.rules.plan_reader.draft import PlanDraft
from shouwei.oversight.planning.rules.plan_reader.read import NO_TASKS
from shouwei.oversight.planning.tests.plan_layouts import FIRST_LEADS_WITH_TIME, INVITATION
from shouwei.oversight.planning.workflows.read_plan_file import read_plan_pasted


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(FIRST_LEADS_WITH_TIME, "utf-8")

    status = main([str(file), "--json"])

    printed = capsys.readouterr()
    assert (status, printed.err) == (0, "")
    assert PlanDraft.from_json(json.loads(printed.out)) == read_plan_pasted(FIRST_LEADS_WITH_TIME)
    assert [task["lead"] for task in json.loads(printed.out)["tasks"]] == [["校企合作处"], ["校企合作处"], ["教务处"]]


def test_the_command_prints_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "方案.txt"
    file.write_text(FIRST_LEADS_WITH_TIME, "utf-8")

    status = main([str(file)])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert lines[:8] == [
        "关于推进校企合作的实施方案",
        "无发文字号  无发文机关  无印发日期",
        "",
        "任务3项，类别0个：",
        "  1. 建立合作台账。逐家走访企业，登记合作意向。",
        "     牵头：校企合作处；落实：各学院；时限：2020年12月",
        "  2. 签订合作协议。与重点企业签约。",
        "     牵头：校企合作处；落实：法务室；时限：2021年3月底前",
    ]


@pytest.mark.parametrize(
    ("name", "contents", "sentence"),
    [
        ("通知.txt", INVITATION.encode(), NO_TASKS),
        ("方案.docx", b"PK\x03\x04 cut", "文件已损坏"),
        ("不存在.txt", None, "打不开文件"),
    ],
)
def test_a_refusal_is_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, contents: bytes | None, sentence: str
) -> None:
    file = tmp_path / name
    if contents is not None:
        file.write_bytes(contents)

    status = main([str(file), "--json"])

    printed = capsys.readouterr()
    assert (status, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert printed.err.startswith(sentence)


def test_the_command_does_not_load_the_web_framework() -> None:
    code = "import sys, shouwei.config.commands.read_plan; sys.exit('django' in sys.modules)"
    source = str(Path(__file__).resolve().parents[3])

    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": source}, check=False)

    assert done.returncode == 0
