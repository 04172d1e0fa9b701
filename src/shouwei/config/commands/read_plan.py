"""``shouwei read-plan FILE [--json]``: read a plan document and show what was understood."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from shouwei.ground.documents.reading.container import LARGEST_FILE
from shouwei.ground.documents.reading.document import Unreadable
from shouwei.oversight.planning.rules.plan_reader.draft import NotAPlan, PlanDraft
from shouwei.oversight.planning.workflows.read_plan_file import read_plan_file

REFUSED = 2


def main(argv: list[str]) -> int:
    """Print the draft; 2 and one sentence on standard error when the file cannot be read or is no plan."""
    parser = argparse.ArgumentParser(prog="shouwei read-plan", description="Read a plan document.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="print everything that was understood as JSON")
    options = parser.parse_args(argv)
    try:
        draft = read_plan_file(_bytes_of(options.file), options.file.name)
    except (Unreadable, NotAPlan) as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    if options.json:
        print(json.dumps(draft.as_json(), ensure_ascii=False, indent=1))
    else:
        print(summary(draft))
    return 0


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(f"打不开文件“{path}”。请检查路径和读取权限。") from error


def summary(draft: PlanDraft) -> str:
    """The plan in plain Chinese: head, tasks by area, targets, problems."""
    lines = [
        draft.title or "（没有标题）",
        f"{draft.doc_number or '无发文字号'}  {draft.issuer or '无发文机关'}  {draft.date or '无印发日期'}",
        "",
        f"任务{len(draft.tasks)}项，类别{len(draft.areas)}个：",
    ]
    area = None
    for task in draft.tasks:
        if task.area != area:
            area = task.area
            lines += ["", f"【{area or '未分类'}】"]
        who = f"牵头：{'、'.join(task.lead) or '未写明'}；落实：{'、'.join(task.implementers) or '未写明'}"
        lines += [f"{task.no:>3}. {_shortened(task.text)}", f"     {who}；时限：{task.deadline or '未写明'}"]
    if draft.targets:
        lines += ["", f"目标{len(draft.targets)}项："]
        lines += [
            f"  {t.name} {t.comparator} {t.value:g}{t.unit}{f'（{t.by}年）' if t.by else ''}" for t in draft.targets
        ]
    lines += ["", f"需要核对{len(draft.problems)}处："]
    lines += [f"  {p.where}：{p.what} → {p.default}" for p in draft.problems]
    return "\n".join(lines)


def _shortened(text: str, length: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
