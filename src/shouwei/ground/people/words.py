"""The keyring in Chinese: what a role may do, read from the tables in force. Words follow docs/glossary.md.

An action is a verb and its object (``judge_report``). A word that is missing here is shown as it stands in the table, so that
nothing a role may do is left out of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shouwei.core.keys import KEYRING

WHOLE = {
    "ask_employers": "请用人单位确认",
    "view_employer_asks": "查看用人单位的确认",
    "remind_employer": "催请用人单位确认",
    "view_partners": "查看校企合作",
    "choose_mentor": "指定企业导师",
    "ask_mentors": "请企业核对校企合作",
    "view_mentor_words": "查看企业对校企合作的答复",
    "remind_mentor": "催请企业核对校企合作",
    "reply_mentor": "答复企业的核对",
    "note_for_person": "登记账号本人的个人信息申请",
    "note_for_student": "登记学生的个人信息申请",
    "view_request": "查看个人信息申请",
    "answer_request": "答复个人信息申请",
    "offer_duties": "下达分担",
    "run_meeting": "主持会商与调度",
    "set_up_sign_in": "设置登录方式",
    "view_trail": "查看操作记录",
    "write_part": "填写本单位方案",
    "judge_part": "审核本单位方案",
    "manage_accounts": "管理账号与身份",
    "hand_over_work": "办理工作交接",
    "view_people": "查看人员",
    "note_fact": "记录单位事实",
    "confirm_fact": "确认单位事实",
    "record_change": "登记学籍异动",
    "take_back_change": "撤回学籍异动",
    "graduate_class": "办理整班毕业",
    "reconcile_intake": "核对报到人数",
    "subscribe_webhook": "订阅消息推送",
    "view_roll_counts": "查看在籍人数",
    "view_handover": "查看交接单",
    "assign_owner": "指定责任人",
    "link_indicator": "关联任务与指标",
    "record_succession": "登记专业更名与合并",
    "map_categories": "对照各类分类",
    "match_register": "比对外部登记",
    "reply_question": "回复核查问题",
    "settle_question": "办结核查问题",
    "record_finding": "登记抽查结果",
    "send_again": "重新发送消息",
    "adopt_definition": "审定指标定义",
    "hand_in": "上报采集数据",
    "report_destinations": "报送毕业去向",
    "hold_cleaning": "暂缓到期清理",
    "student_data": "提供学生信息副本与办理删除",
    "send_data_link": "请学生或监护人核对信息（个人链接）",
    "view_drafts": "查看定义草稿",
    "view_goals": "查看目标值",
    "change_kind": "调整消息种类",
}
VERBS = {
    "view": "查看", "see": "查看", "read": "查看", "list": "查看", "import": "导入", "export": "导出", "publish": "发布",
    "change": "修改", "edit": "修改", "set": "设定", "archive": "归档", "write": "填写", "judge": "审核", "finish": "办结",
    "accept": "接收", "assign": "指定", "ask": "申请", "stop": "中止", "reopen": "重启", "approve": "审批", "answer": "答复",
    "escalate": "提请", "endorse": "签署", "decide": "审定", "review": "复核", "confirm": "确认", "send": "发送", "sign": "签收",
    "reply": "回复", "close": "关闭", "revoke": "撤销", "reissue": "重发", "print": "打印", "add": "增加", "open": "开设",
    "remove": "移除", "delete": "删除", "submit": "提交", "manage": "管理", "keep": "维护", "run": "办理", "make": "编制",
    "enter": "录入", "file": "备案", "freeze": "冻结", "verify": "核验", "reveal": "显示完整", "restore": "恢复", "back": "备份",
    "request": "申请", "give": "授予", "end": "结束", "register": "登记", "record": "登记", "propose": "提出", "plan": "安排",
    "merge": "合并", "rename": "更名", "move": "调动", "undo": "撤回", "download": "下载", "upload": "上传", "attach": "上传",
    "define": "定义", "test": "试运行", "cancel": "取消", "share": "共享", "switch": "切换", "adjust": "调整", "fill": "填报",
    "withdraw": "撤回", "return": "退回", "issue": "签发", "watch": "查看", "use": "使用", "draw": "抽取", "check": "核对",
    "collect": "采集", "lock": "锁定", "correct": "更正", "erase": "删除", "call": "联系", "sample": "抽查", "compare": "比对",
    "void": "作废", "replace": "更换", "hold": "暂缓",
    "work": "办理", "create": "新建", "update": "更新", "score": "评分", "object": "异议", "suggest": "建议", "describe": "说明",
}  # fmt: skip
OBJECTS = {
    "plan": "方案", "plans": "方案", "task": "任务", "goal": "年度工作目标", "programme": "工作方案", "programmes": "专业点",
    "part": "本单位方案", "measure": "细化举措", "duty": "分担", "report": "进展", "reports": "报表", "extension": "延期",
    "completion": "办结", "difficulty": "困难", "notice": "督办单", "evidence": "佐证", "meeting": "会商与调度",
    "decision": "议定事项", "bulletin": "通报", "members": "成员单位", "member": "成员单位", "holidays": "工作日历",
    "links": "个人链接", "link": "个人链接", "organisations": "单位", "organisation": "单位", "imports": "导入记录",
    "import": "导入", "exports": "导出记录", "export": "导出", "catalogues": "目录", "catalogue": "目录", "learners": "学籍",
    "learner": "学生", "roll": "学籍名册", "classes": "班级", "class": "班级", "indicators": "指标", "indicator": "指标",
    "targets": "目标", "target": "目标", "values": "指标数值", "value": "指标数值", "definition": "指标定义",
    "destinations": "毕业去向", "destination": "毕业去向", "vacancies": "岗位需求", "vacancy": "岗位需求", "fairs": "招聘会",
    "fair": "招聘会", "quotas": "招生计划", "quota": "招生计划", "candidates": "考生", "candidate": "考生", "intake": "报到",
    "admissions": "招生", "campaigns": "申报批次", "campaign": "申报批次", "specialties": "专业", "specialty": "专业",
    "coverage": "专业覆盖", "backups": "备份", "backup": "备份", "health": "运行状况", "settings": "系统设置", "jobs": "后台任务",
    "job": "后台任务", "tokens": "接口凭据", "token": "接口凭据", "webhooks": "消息推送", "webhook": "消息推送", "feeds": "日历订阅",
    "register": "个人信息登记表", "privacy": "个人信息", "numbers": "号码", "number": "号码", "access": "查阅记录",
    "parks": "园区", "park": "园区", "counties": "县区", "county": "县区", "map": "分布图", "schools": "学校",
    "enterprises": "企业", "cluster": "专业群", "clusters": "专业群", "adjustment": "专业调整", "files": "文件", "file": "文件",
    "documents": "文件", "document": "文件", "snapshots": "快照", "snapshot": "快照", "schedule": "定时任务", "people": "人员",
    "accounts": "账号", "trail": "操作记录", "up": "数据", "graduates": "毕业生", "graduate": "毕业生", "person": "个人信息",
    "contacts": "联系人", "students": "学生", "student": "学生", "industries": "首位产业", "industry": "首位产业",
    "crosswalk": "产业与专业对应", "crosswalks": "产业与专业对应", "status": "状态", "partner": "合作企业", "editions": "目录版本",
    "edition": "目录版本", "fact": "事实",
    "baseline": "基数", "forecast": "预测", "rates": "落实率", "rate": "落实率", "history": "历史记录", "requests": "申请",
    "request": "申请", "records": "记录", "record": "记录", "feeders": "生源校", "feeder": "生源校", "messages": "消息",
    "category": "分类", "proof": "就业证明材料", "questions": "核查问题", "samples": "抽查", "sample": "抽查样本",
    "channels": "发送渠道", "channel": "发送渠道", "dispatches": "发送记录", "effect": "提醒成效", "definitions": "指标定义",
    "rounds": "数据采集批次", "round": "数据采集批次", "submission": "上报数据", "cleaning": "到期清理", "flows": "流向图",
    "quadrant": "专业象限图", "workplaces": "就业地图", "wall": "大屏", "restore": "恢复备份",
    "preferences": "消息设置", "search": "搜索", "usage": "使用情况", "errors": "错误记录", "posts": "岗位", "post": "岗位",
}  # fmt: skip
ROOMS = {
    "planning": "方案与督办", "organisations": "单位", "people": "人员与账号", "audit": "操作记录", "calendar": "工作日历",
    "links": "个人链接", "notices": "消息", "documents": "文件", "imports": "导入中心", "exports": "导出中心",
    "catalogues": "目录", "privacy": "个人信息保护", "learners": "学籍", "programmes": "专业", "admissions": "招生",
    "employment": "就业", "indicators": "指标与目标", "interfaces": "接口", "operations": "运行维护", "desk": "工作台",
    "internships": "实习", "exchange": "队伍", "training": "培训", "services": "技术服务", "bases": "实训基地",
    "cooperation": "合作", "appraisal": "考核", "portal": "门户",
}  # fmt: skip
REACHES = {
    "all": "全部", "own": "本单位", "led": "牵头的", "sent": "收到的", "issued": "已签发的", "raised": "提请的", "assigned": "指派的",
    "mine": "本人的", "party": "本人参与的", "self": "本人的", "county": "本县区", "park": "本园区", "shared": "共享的", "made": "本人办理的",
    "accounts": "账号本人提出的",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    words: str
    cells: list[str]
    """For each role: which rows, in words; empty for none."""


@dataclass(frozen=True)
class Room:
    label: str
    lines: list[Line]


def action_words(action: str) -> str:
    if action in WHOLE:
        return WHOLE[action]
    verb, _, what = action.partition("_")
    parts = [OBJECTS.get(part, part) for part in ([what] if what in OBJECTS else what.split("_")) if part]
    return VERBS.get(verb, verb) + "".join(parts)


def matrix(roles: Sequence[str], *, only_held: bool = False) -> list[Room]:
    """Every room's actions with what each of ``roles`` may do; only the ones somebody of them may do if asked."""
    rooms = []
    for name in [room for room in ROOMS if room in KEYRING] + sorted(set(KEYRING) - set(ROOMS)):
        lines = []
        for action, row in KEYRING[name].rows.items():
            cells = [_reach_words(row.cells.get(role, ())) for role in roles]
            if any(cells) or not only_held:
                lines.append(Line(action_words(action), cells))
        if lines:
            rooms.append(Room(ROOMS.get(name, name), lines))
    return rooms


def _reach_words(reaches: tuple[str, ...]) -> str:
    return "、".join(REACHES.get(reach, reach) for reach in reaches)
