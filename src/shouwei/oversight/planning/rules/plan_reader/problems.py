"""Every oddity of the document, with what we do as long as nobody decides.  Nothing is repaired without a word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from .draft import Problem, TargetDraft, TaskDraft, Variance
from .lines import Line
from .responsibilities import units
from .variances import differing

_SLIPS = {
    "教训资源": "教育资源",
    "校企校企": "校企校校",
    "帐号": "账号",
    "既使": "即使",
    "按装": "安装",
    "座谈会会": "座谈会",
}
_DOUBLED = re.compile(r"(?<!目)的的|和和(?![睦气美谐])|在在|是是|([，。；、：])\1")
_DEPARTMENTS = re.compile(
    r"([^。；]{4,120}?)(?:分别|各自)?(?:依据|按照|根据)(?:各自)?(?:工作)?(?:职能|职责|分工)[^。；]{0,12}?(?:负责|做好|承担)"
)
_EVENT = re.compile(r"[^，。；]{2,20}?(?:出台|印发|批复|下达|公布)后")
MOST_LISTED = 12


def listed(numbers: Iterable[int]) -> str:
    """任务1、15、32; a long list is cut with its count."""
    numbers = list(numbers)
    shown = "、".join(map(str, numbers[:MOST_LISTED]))
    return f"任务{shown}" + (f"等{len(numbers)}项" if len(numbers) > MOST_LISTED else "")


def head_problems(title: str | None, number: str | None, issuer: str | None, date: str | None) -> list[Problem]:
    found = []
    if date is None:
        found.append(Problem("文首", "没有印发日期。", "发布前须填写印发日期；报送期限从该日起算，不代为推定。"))
    if number is None:
        found.append(Problem("文首", "没有发文字号。", "留空，可在发布前补填。"))
    if issuer is None:
        found.append(Problem("文首", "没有发文机关。", "留空，可在发布前补填。"))
    if title is None:
        found.append(Problem("文首", "没有识别到标题。", "以文件名作为标题，可在发布前改正。"))
    return found


def number_problems(tasks: list[TaskDraft]) -> list[Problem]:
    """Numbers printed twice or left out. A series that starts again at 1 is a new series."""
    found: list[Problem] = []
    series: list[tuple[int, TaskDraft]] = []
    for task in tasks:
        if not (task.printed_no or "").isdecimal():
            continue
        printed = int(task.printed_no or 0)
        if printed == 1 and series and series[-1][0] != 1:
            found += _in_series(series)
            series = []
        series.append((printed, task))
    return found + _in_series(series)


def _in_series(series: list[tuple[int, TaskDraft]]) -> list[Problem]:
    found, seen = [], defaultdict(list)
    for printed, task in series:
        seen[printed].append(task)
    for printed, tasks in seen.items():
        if len(tasks) > 1 and len({t.group for t in tasks}) == 1:
            default = f"内部编号按顺序定为{'、'.join(str(t.no) for t in tasks)}，印制序号照录。"
            found.append(Problem(tasks[0].place, f"序号{printed}重复出现{len(tasks)}次。", default))
    if seen:
        missing = [n for n in range(min(seen), max(seen)) if n not in seen]
        if missing and len(missing) <= len(seen):
            found.append(
                Problem(
                    "任务序号",
                    f"缺少序号{'、'.join(map(str, missing[:MOST_LISTED]))}。",
                    "不补造任务，按顺序另编内部编号。",
                )
            )
    printed_order = [printed for printed, _ in series]
    if printed_order != sorted(printed_order):
        found.append(Problem("任务序号", "序号没有按大小排列。", "按文件中的先后次序编号，印制序号照录。"))
    return found


def task_problems(tasks: list[TaskDraft]) -> list[Problem]:
    found = []
    leaderless = [task.no for task in tasks if not task.lead]
    if leaderless:
        whom = "全部任务" if len(leaderless) == len(tasks) else listed(leaderless)
        found.append(Problem(whom, "没有写明牵头部门。", "留空，发布前须填写牵头部门。"))
    unserved = [task.no for task in tasks if not task.implementers and not task.lead]
    if unserved and len(unserved) < len(tasks):
        found.append(Problem(listed(unserved), "没有写明任何责任单位。", "留空，发布前须填写。"))
    found += _deadline_problems(tasks)
    return found


def body_problems(texts: list[str]) -> list[Problem]:
    """Items of the body that name who is responsible and stand in no row of the table."""
    if not texts:
        return []
    heads = [re.split(r"[。；\n]", text)[0][:24] for text in texts[:3]]
    named = "、".join(f"“{head}”" for head in heads)
    others = "等" if len(texts) > 3 else ""
    what = f"正文有{len(texts)}项写明责任单位的事项不在任务分解表中：{named}{others}。"
    return [
        Problem("正文", what, "按任务分解表立项，正文的这些事项不单独立项；需要督办的，请在预览中用“下方插入”补入。")
    ]


def _deadline_problems(tasks: list[TaskDraft]) -> list[Problem]:
    found = []
    missing = [task.no for task in tasks if not task.deadline]
    if missing:
        whom = "全部任务" if len(missing) == len(tasks) else listed(missing)
        found.append(Problem(whom, "没有写明完成时限。", "留空，发布前须填写日期、年月或“长期”。"))
    for task in tasks:
        if task.deadline and task.deadline_rule.kind == "none":
            found.append(
                Problem(
                    f"任务{task.no}",
                    f"完成时限“{task.deadline}”没有年份或无法换算成日期。",
                    "照录原文，发布前须填写日期。",
                )
            )
        event = _EVENT.search(task.text)
        if event and task.deadline_rule.due:
            found.append(
                Problem(
                    f"任务{task.no}",
                    f"以“{event[0]}”为前提，又定有时限{task.deadline}。",
                    "两者都显示，以较晚者为准，由秘书处确认。",
                )
            )
    return found


def lead_problems(tasks: list[TaskDraft]) -> list[Problem]:
    """Leads that vary inside an area: who leads is kept on the task, never on the area."""
    areas: dict[str, dict[tuple[str, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for task in tasks:
        if task.area and task.lead:
            areas[task.area][task.lead].append(task.no)
    mixed = {
        area: leads
        for area, leads in areas.items()
        if 1 < len(leads) <= 4 and sum(map(len, leads.values())) > len(leads)
    }
    return [
        Problem(
            f"类别“{area}”",
            "同一类任务的牵头部门不同："
            + "，".join(f"{'、'.join(lead)}（{listed(numbers)}）" for lead, numbers in leads.items())
            + "。",
            "牵头部门按任务登记，不按类别统一。",
        )
        for area, leads in mixed.items()
    ]


def idle_bodies(lines: Iterable[Line], tasks: list[TaskDraft], issuer: str | None) -> list[Problem]:
    """Departments the text charges “依据各自职能” that lead nothing."""
    leads = {name for task in tasks for name in task.lead}
    if not leads:
        return []
    found = []
    for line in lines:
        for match in _DEPARTMENTS.finditer(line.text):
            named = [_short(name, issuer) for name in units(match[1].rpartition("，")[2])]
            if len(named) > 1 and any(name in leads for name in named):
                found += [
                    Problem(line.place, f"{name}列有职责，但没有牵头任何任务。", "照录；可在发布前增设共同牵头部门。")
                    for name in named
                    if name not in leads
                ]
    return found


def _short(name: str, issuer: str | None) -> str:
    for prefix in filter(None, (issuer, "集团", "学院", "学校", "本校")):
        if name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name.removeprefix(prefix)
    return name


def wording_problems(lines: Iterable[Line]) -> list[Problem]:
    """Likely slips of the pen: shown, kept as printed."""
    found = []
    for line in lines:
        for slip, meant in _SLIPS.items():
            if slip in line.text:
                found.append(Problem(line.place, f"“{slip}”疑为“{meant}”之误。", "照录原文，并附编辑说明。"))
        doubled = _DOUBLED.search(line.text)
        if doubled:
            found.append(
                Problem(
                    line.place,
                    f"“{line.text[max(0, doubled.start() - 4) : doubled.end() + 4]}”疑有重复的字或标点。",
                    "照录原文。",
                )
            )
    return found


def variance_problems(variances: Iterable[Variance]) -> list[Problem]:
    names = {"text": "内容", "area": "类别名称"}
    return [
        Problem(
            f"任务{v.task}",
            f"{names[v.field]}正文与任务分解表不一致（{'仅用字或标点' if v.kind == 'cosmetic' else '涉及实质'}）：{differing(v.body, v.table)}。",
            "两种表述都保留，" + ("以正文为准。" if v.field == "text" else "类别名称以任务分解表为准。"),
        )
        for v in variances
    ]


def target_problems(targets: Iterable[TargetDraft], years: int | None, has_span: bool) -> list[Problem]:
    found = []
    for target in targets:
        if target.baseline_year is not None and target.baseline_value is None:
            found.append(
                Problem(
                    f"目标“{target.name}”",
                    f"没有给出{target.baseline_year}年的基数。",
                    "基数连同出处在发布后填报，未填前不计算完成率。",
                )
            )
        if re.search(r"[0-9０-９][\s\ue000-\uf8ff]+[0-9０-９]", target.raw):
            found.append(
                Problem(
                    target.place,
                    f"“{target.raw[-16:]}”数字之间有空格，疑缺小数点。",
                    f"按{target.value:g}{target.unit}读取，请核对原件。",
                )
            )
    if years and not has_span:
        found.append(Problem("总体目标", f"“{years}年”没有写明起止年度。", "起止年度在发布时填写。"))
    return found


def shared_problem(columns: dict[str, list[int]]) -> list[Problem]:
    return [
        Problem(
            f"任务分解表“{name}”列",
            f"{listed(numbers)}的单元格为空。",
            "文本中看不出合并单元格，按与上一行相同处理，请核对。",
        )
        for name, numbers in columns.items()
        if name
    ]
