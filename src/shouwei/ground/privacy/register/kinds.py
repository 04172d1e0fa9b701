"""What may stand in a column, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Class(StrEnum):
    SENSITIVE = "敏感个人信息"
    GENERAL = "一般个人信息"
    NONE = "非个人信息"


class OnErasure(StrEnum):
    BLANK = "清空"
    DELETE = "整行删除"
    KEEP = "保留"
    NOTHING = "不涉及"


@dataclass(frozen=True, slots=True)
class Kind:
    """One line of the register's legend. For what is not personal only ``purpose`` is filled, with the reason."""

    purpose: str
    personal: Class
    basis: str = ""
    kept: str = ""
    mask: str = ""
    seen_by: str = ""
    on_erasure: OnErasure = OnErasure.NOTHING
    kept_because: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of one model."""

    model: str
    column: str
    kind: str


_OFFICE = "《个人信息保护法》第十三条第一款第二项、第三项（人力资源管理，履行法定职责）"
_DUTY = "《个人信息保护法》第十三条第一款第三项（履行法定职责或法定义务）"
_ROLL = "学籍管理的法定职责；敏感信息另依《个人信息保护法》第二十八、二十九条取得单独同意，未满十四周岁须监护人同意（第三十一条）"
_ROLL_KEPT = "学籍和毕业去向档案按学籍管理规定保存，不因个人申请删除"
_TRAIL_KEPT = "操作日志依《网络安全法》第二十一条留存不少于六个月；本系统保留三年以备核查"

KINDS: dict[str, Kind] = {
    "ACCOUNT": Kind(
        "登录和识别账号", Class.GENERAL, _OFFICE, "账号停用满一年", "", "本人、秘书处、系统管理员", OnErasure.BLANK
    ),
    "NAME": Kind("在工作中称呼和联系", Class.GENERAL, _OFFICE, "账号停用满一年", "", "集团各角色", OnErasure.BLANK),
    "CONTACT": Kind(
        "发送工作消息",
        Class.GENERAL,
        _OFFICE,
        "账号停用即清空",
        "c***@…、138****5678",
        "本人、系统管理员",
        OnErasure.BLANK,
    ),
    "PROOF": Kind(
        "证明登录的是本人；只存摘要或密文",
        Class.SENSITIVE,
        _OFFICE,
        "更换或账号停用即删除",
        "不显示",
        "任何人不可见",
        OnErasure.DELETE,
    ),
    "DEVICE": Kind(
        "本人核对登录设备、发现冒用", Class.GENERAL, _OFFICE, "会话结束后三十日", "", "本人", OnErasure.DELETE
    ),
    "POST": Kind(
        "谁在何时担任何职、代谁办理",
        Class.GENERAL,
        _OFFICE,
        "随职务记录保存十年",
        "",
        "集团各角色",
        OnErasure.KEEP,
        "职务记录是工作档案的一部分，姓名清空后只剩编号",
    ),
    "OFFICE": Kind(
        "记下经手人，责任可查",
        Class.GENERAL,
        _DUTY,
        "随所在记录保存",
        "",
        "可看该记录的人",
        OnErasure.KEEP,
        "经手人以编号保存，姓名清空后不再指向本人",
    ),
    "OWN": Kind("发给本人或由本人设置", Class.GENERAL, _OFFICE, "两年", "", "本人", OnErasure.DELETE),
    "TRAIL": Kind(
        "操作记录中的姓名、对象和原因",
        Class.GENERAL,
        _DUTY,
        "三年",
        "",
        "秘书处、督查审计、系统管理员",
        OnErasure.KEEP,
        _TRAIL_KEPT,
    ),
    "LOOK": Kind(
        "让本人知道谁看过自己的信息",
        Class.GENERAL,
        "《个人信息保护法》第四十四条、第五十六条",
        "三年",
        "",
        "本人、督查审计",
        OnErasure.KEEP,
        "查看记录须保存三年",
    ),
    "HISTORY": Kind(
        "记录的旧值，供按日期查看",
        Class.GENERAL,
        _DUTY,
        "随所在记录保存；删除个人信息时一并删除",
        "",
        "秘书处、督查审计",
        OnErasure.DELETE,
    ),
    "WORDS": Kind(
        "工作文字，可能提及经办人姓名",
        Class.GENERAL,
        _DUTY,
        "随所在记录保存",
        "",
        "可看该记录的人",
        OnErasure.KEEP,
        "工作文字属于单位的工作记录",
    ),
    "UPLOAD": Kind(
        "上传的材料或表格，内容由上传人决定",
        Class.SENSITIVE,
        _DUTY,
        "随所在记录保存；导入原表一日内可撤销，之后删除",
        "",
        "上传单位和可看该记录的人",
        OnErasure.KEEP,
        "材料属于单位的工作记录，更正请找上传单位",
    ),
    "RECIPIENT": Kind(
        "个人链接发给谁、为什么事",
        Class.GENERAL,
        _DUTY,
        "链接失效后一年",
        "",
        "发出单位",
        OnErasure.KEEP,
        "办理经过须可查",
    ),
    "PUPIL": Kind(
        "学籍登记",
        Class.GENERAL,
        _ROLL,
        "长期（学籍档案）",
        "示*",
        "所在学校、秘书处、招生就业部",
        OnErasure.KEEP,
        _ROLL_KEPT,
    ),
    "PUPIL_ID": Kind(
        "核对身份、查重；加密保存，查找用摘要",
        Class.SENSITIVE,
        _ROLL,
        "长期（学籍档案）",
        "3408**********1234",
        "所在学校写明原因后",
        OnErasure.KEEP,
        _ROLL_KEPT,
    ),
    "PUPIL_CONTACT": Kind(
        "联系学生和家长；加密保存",
        Class.SENSITIVE,
        _ROLL,
        "毕业后三年",
        "138****5678",
        "所在学校写明原因后",
        OnErasure.BLANK,
    ),
    "DESTINATION": Kind(
        "毕业去向登记和核实",
        Class.GENERAL,
        _ROLL,
        "长期（毕业去向档案）",
        "",
        "所在学校、招生就业部、督查审计",
        OnErasure.KEEP,
        _ROLL_KEPT,
    ),
    "CODE": Kind("事物的名称、编号或代码，不指向个人", Class.NONE),
    "ORGAN": Kind("单位的公开信息", Class.NONE),
    "SYSTEM": Kind("系统运行所需的技术数据，不含个人信息", Class.NONE),
    "KEY": Kind("系统之间的密钥或摘要，不指向个人", Class.NONE),
}
