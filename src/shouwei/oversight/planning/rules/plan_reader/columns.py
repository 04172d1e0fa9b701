"""What a column of a task table holds, by the words of its header."""

from __future__ import annotations

import re
from enum import Enum, auto

from .wording import plain


class Role(Enum):
    NUMBER = auto()
    AREA = auto()
    """The coarsest heading: 领域, 类别."""
    MIDDLE = auto()
    """主要任务, 重点任务: the task itself, or its heading when a finer column follows."""
    TASK = auto()
    LEAD = auto()
    HELP = auto()
    RESPONSIBLE = auto()
    PERSON = auto()
    DEADLINE = auto()
    RESULT = auto()
    REMARK = auto()
    INDICATOR = auto()


_BODY = "部门|单位|主体|处室|科室|机构|院系|学院|组织|责任部门|责任单位"
_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.NUMBER, r"序号|编号|序|No\.?|项目编号|任务编号|项次|序列"),
    (
        Role.PERSON,
        r"(?:责任|牵头|分管|包保|联系|督办|主管|负责|市级|校级|具体)*(?:校领导|市领导|院领导|领导|责任人|负责人|联系人|人)",
    ),
    (
        Role.DEADLINE,
        r"(?:计划|预计)?(?:完成|办结|时间|进度|工作|推进|实施|落实|任务)?(?:时限|时间|期限|节点|时间节点|日期|进度|时间要求|时限要求|期限要求|时间安排|进度安排|起止时间|完成时间|进度要求|年度安排|年限)",
    ),
    (Role.LEAD, rf"(?:责任)?(?:牵头|主办|主责|主要责任)(?:{_BODY})?(?:[及和、/](?:责任人|负责人))?"),
    (Role.HELP, rf"(?:落实|配合|协办|参与|协同|协作|实施|承办|执行|承担|协助|成员|相关)(?:{_BODY})?"),
    (
        Role.RESPONSIBLE,
        rf"(?:责任|负责|职责)(?:{_BODY})?(?:[及和、/](?:责任人|负责人))?|(?:部门|职责|责任|任务)?分工|部门|单位|责任落实",
    ),
    (Role.REMARK, r"备注|说明|其他|附注"),
    (
        Role.INDICATOR,
        r".{0,6}指标(?:名称|内容|值|属性|类型)?|目标值|基期值|基准值|现状值|.{0,4}解释|计量单位|指标说明|计算方法|属性|权重|分值",
    ),
    (
        Role.RESULT,
        r"(?:预期|工作|年度|阶段|验收|完成|绩效|成果)*(?:成果|成效|目标|标准|成果形式|要求|标志)|目标要求|交付物",
    ),
    (
        Role.TASK,
        r"(?:具体|细化|分解|督办|督查|交办|推进|落实|实施|政策|改革|建设|支持|任务|工作|主要|重点|推进|保障|重点任务)*(?:举措|措施|内容|事项|要点|分解|子任务|细则|要求及内容|工作)|具体任务|工作任务|建设任务|改革任务|任务内容|任务清单|[三四]级任务|具体工作任务|举措内容|任务(?:分解|描述)",
    ),
    (
        Role.MIDDLE,
        r"主要任务|重点任务|任务|任务名称|目标任务|重点工作|项目名称|二级任务|工作名称|任务项目|总体任务|重大任务|主要工作|(?:攻坚|专项|年度|改革|创建|建设|核心|目标|关键|试点)(?:任务|工作)",
    ),
    (
        Role.AREA,
        r"(?:重点|所属|工作|任务|建设|目标)?(?:领域|类别|方面|板块|类型|大类|分类|模块|维度|条线)|专项|工程|项目|一级任务|目标",
    ),
)
_COMPILED = [(role, re.compile(f"(?:{words})")) for role, words in _WORDS]
_EXACT = {
    "重点工作": Role.MIDDLE,
    "主要工作": Role.MIDDLE,
    "工作": Role.MIDDLE,
    "目标": Role.AREA,
    "工作目标": Role.RESULT,
}
LONGEST = 16


def role_of(header: str) -> Role | None:
    """The role of a header cell, or None when the words are no header we know."""
    word = re.sub(r"[（(].*?[）)]|[：:]", "", plain(header))
    if not 0 < len(word) <= LONGEST:
        return None
    if word in _EXACT:
        return _EXACT[word]
    return next((role for role, pattern in _COMPILED if pattern.fullmatch(word)), None)
