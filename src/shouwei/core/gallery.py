"""Sample content of the component gallery.  Persons and figures are invented; the page is mounted in demonstrations only."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator

STATES = [
    {"state": "not_started", "label": "未启动", "why": "尚未签收。"},
    {"state": "normal", "label": "正常", "why": "进度不低于序时进度。"},
    {"state": "due_soon", "label": "临期", "why": "距办理期限不足 5 个工作日。"},
    {"state": "behind", "label": "滞后", "why": "进度低于序时进度 10 个百分点以上。"},
    {"state": "overdue", "label": "逾期", "why": "办理期限 2019年6月30日已过，仍未办结。"},
    {"state": "in_review", "label": "待复核", "why": "已提交，等待牵头部门复核。"},
    {"state": "done", "label": "办结", "why": "牵头部门已复核，材料已归档。"},
    {"state": "stopped", "label": "中止", "why": "理事会第三次会议决定中止。"},
]
SCHOOLS = ["皖江职业技术学院", "振风职业技术学院", "菱湖技师学院", "天柱中等专业学校", "龙山职业技术学校"]
TASKS = [
    "1 修订专业建设发展规划",
    "5 职教活动月集中宣传",
    "9 研制就业创业指南",
    "12 举办校园招聘会",
    "13 建立园区会商机制",
]


class ProgressForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="举措名称", max_length=60)
    kind = forms.ChoiceField(
        label="举措类别", choices=[("", "请选择"), ("fair", "招聘会"), ("talk", "政策宣讲"), ("visit", "企业走访")]
    )
    held_on = forms.DateField(
        label="举办日期",
        help_text="以实际举办当日为准。",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    scope = forms.ChoiceField(
        label="面向对象", choices=[("own", "本校学生"), ("all", "集团各校学生")], widget=forms.RadioSelect
    )
    with_firms = forms.BooleanField(label="有首位产业企业到场", required=False)
    text = forms.CharField(
        label="进展情况", required=False, widget=forms.Textarea, help_text="写做了什么、结果如何；数字请与附件一致。"
    )
    proof = forms.FileField(label="佐证材料", required=False, help_text="通知、照片或签到表，单个文件不超过 25 MB。")


def heat_rows() -> list[dict[str, Any]]:
    """Five schools × five tasks, every state at least once and one task that does not concern a school."""
    rows = []
    for place, school in enumerate(SCHOOLS):
        cells: list[dict[str, str]] = []
        for task in range(len(TASKS)):
            if (place + task) % 9 == 4 and task == 4:
                cells.append({})
                continue
            entry = STATES[(place * 3 + task * 2 + place * task) % len(STATES)]
            cells.append(
                {
                    **entry,
                    "letter": entry["label"][0],
                    "url": "#heatmap",
                    "label": f"{school}，{TASKS[task]}：{entry['label']}",
                }
            )
        rows.append({"label": school, "url": "#heatmap", "cells": cells})
    return rows


def task_rows() -> list[dict[str, Any]]:
    leads = ["专业建设部", "招生就业部", "招生就业部", "招生就业部", "秘书处"]
    dues = ["2019年12月31日", "2019年5月31日", "2019年6月30日", "长期", "2019年9月30日"]
    shown = [STATES[1], STATES[6], STATES[4], STATES[3], STATES[2]]
    values, expected = [62, 100, 35, 41.5, 70], [58, 100, 100, 58, 66.7]
    return [
        {
            "number": task.split()[0],
            "title": task.split()[1],
            "lead": lead,
            "due": due,
            "value": value,
            "expected": pace,
            **state,
        }
        for task, lead, due, state, value, pace in zip(TASKS, leads, dues, shown, values, expected, strict=True)
    ]


def month(today: date) -> list[list[dict[str, Any]]]:
    """Six weeks around today, Monday first, with three entries."""
    first = today.replace(day=1)
    start = first - timedelta(days=first.weekday())
    entries = {
        today: [{"label": "旬调度会", "url": "#calendar", "state": "normal"}],
        today + timedelta(days=3): [{"label": "任务 9 到期", "url": "#calendar", "state": "due_soon"}],
        today - timedelta(days=4): [
            {"label": "任务 5 逾期", "url": "#calendar", "state": "overdue"},
            {"label": "周会商", "url": "#calendar"},
        ],
    }
    days = [start + timedelta(days=number) for number in range(35)]
    cells = [
        {
            "date": day,
            "outside": day.month != today.month,
            "off": day.weekday() > 4,
            "today": day == today,
            "label": "端午节" if (day.month, day.day) == (6, 7) else "",
            "entries": entries.get(day, []),
        }
        for day in days
    ]
    return [cells[number : number + 7] for number in range(0, 35, 7)]


def sample(today: date) -> dict[str, Any]:
    """Everything the gallery page shows."""
    filled = ProgressForm(
        initial={"title": "汽车零部件产业专场招聘会", "scope": "all", "text": "到场企业 26 家，达成意向 143 人。"},
        auto_id="ok_%s",
    )
    refused = ProgressForm({"title": "", "kind": "fair", "held_on": "", "scope": "own"}, auto_id="bad_%s")
    refused.add_error(None, "实习生 11 人，超过在岗职工 100 人的 10%。可减少 1 人，或选择其他岗位。")
    return {
        "today": today,
        "states": STATES,
        "tasks": task_rows(),
        "columns": TASKS,
        "heat": heat_rows(),
        "filled": filled,
        "refused": refused,
        "weeks": month(today),
        "page": Paginator(range(354), 20).page(4),
        "chips": [{"label": "牵头部门：招生就业部", "url": "?"}, {"label": "状态：滞后、逾期", "url": "?"}],
        "tabs": [
            {"label": "任务", "url": "#tabs", "active": True, "count": 35},
            {"label": "分担", "url": "#tabs", "active": False, "count": 214},
            {"label": "举措", "url": "#tabs", "active": False, "count": 0},
            {"label": "会议", "url": "#tabs", "active": False, "count": None},
        ],
        "files": [
            {"name": "招聘会通知.pdf", "url": "#files", "size": 184320, "when": "2019年6月12日", "who": "程小禾"},
            {
                "name": "签到表（第二场）.xlsx",
                "url": "#files",
                "size": 25600,
                "when": "2019年6月18日",
                "who": "程小禾",
                "note": "第 3 版",
            },
        ],
        "gantt": [
            {
                "label": "修订专业建设发展规划",
                "url": "#gantt",
                "start": "2019-03-01",
                "end": "2019-12-31",
                "progress": 62,
                "state": "normal",
            },
            {
                "label": "职教活动月集中宣传",
                "url": "#gantt",
                "start": "2019-05-01",
                "end": "2019-05-31",
                "progress": 100,
                "state": "done",
            },
            {
                "label": "研制就业创业指南",
                "url": "#gantt",
                "start": "2019-04-01",
                "end": "2019-06-05",
                "progress": 35,
                "state": "overdue",
            },
            {
                "label": "建立园区会商机制",
                "url": "#gantt",
                "start": "2019-05-10",
                "end": "2019-09-30",
                "progress": 20,
                "state": "behind",
            },
        ],
        "bars": [
            {"label": "皖江职业技术学院", "value": 71.4, "url": "#bars"},
            {"label": "振风职业技术学院", "value": 64.2, "url": "#bars"},
            {"label": "菱湖技师学院", "value": 48.9, "url": "#bars", "state": "behind"},
            {"label": "天柱中等专业学校", "value": 33.0, "url": "#bars", "state": "overdue"},
        ],
        "trend": [28, 31, 30, 36, 41, 40, 47, 52],
    }
