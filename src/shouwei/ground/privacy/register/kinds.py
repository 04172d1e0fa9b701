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
    since: str = ""
    """From when the time runs."""
    job: str = ""
    """What the nightly job does when it has run out; for what stays with its record, why nothing has to be done."""


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
_TRAIL_KEPT = (
    "操作日志依《网络安全法》（2025年修正）第二十三条留存不少于六个月；本系统与文书档案的短期保管期限一致，保留十年"
)

KINDS: dict[str, Kind] = {
    "ACCOUNT": Kind(
        "登录和识别账号",
        Class.GENERAL,
        _OFFICE,
        "账号停用满一年",
        "",
        "本人、秘书处、系统管理员",
        OnErasure.BLANK,
        since="停用账号之日",
        job="账号改为编号，公示七日后自动清理",
    ),
    "NAME": Kind(
        "在工作中称呼和联系",
        Class.GENERAL,
        _OFFICE,
        "账号停用满一年",
        "",
        "集团各角色",
        OnErasure.BLANK,
        since="停用账号之日",
        job="姓名改为“已删除人员”，公示七日后自动清理",
    ),
    "CONTACT": Kind(
        "发送工作消息",
        Class.GENERAL,
        _OFFICE,
        "账号停用即清空",
        "c***@…、138****5678",
        "本人、系统管理员",
        OnErasure.BLANK,
        since="停用账号之日",
        job="当夜清空邮箱和接收短信的号码",
    ),
    "PROOF": Kind(
        "证明登录的是本人；只存摘要或密文",
        Class.SENSITIVE,
        _OFFICE,
        "更换或账号停用即删除",
        "不显示",
        "任何人不可见",
        OnErasure.DELETE,
        since="停用账号之日",
        job="当夜删除二次验证、恢复码、一次性代码和绑定的外部账号",
    ),
    "DEVICE": Kind(
        "本人核对登录设备、发现冒用",
        Class.GENERAL,
        _OFFICE,
        "会话结束即删除，设备记录一年未用即删除",
        "",
        "本人",
        OnErasure.DELETE,
        since="会话结束或最近使用之日",
        job="每夜删除过期会话和一年未用的设备记录",
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
        since="任期、代办或交接结束之日",
        job="十年后清空代办和交接的事由与明细，公示七日后自动清理",
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
        since="所在记录形成之日",
        job="只存编号，随账号清理后不再指向本人，无须另行清理",
    ),
    "OWN": Kind(
        "发给本人或由本人设置",
        Class.GENERAL,
        _OFFICE,
        "两年",
        "",
        "本人",
        OnErasure.DELETE,
        since="消息发出之日",
        job="每夜删除满两年的消息和满半年的发送记录",
    ),
    "TRAIL": Kind(
        "操作记录中的姓名、对象和原因",
        Class.GENERAL,
        _DUTY,
        "十年",
        "",
        "秘书处、督查审计、系统管理员",
        OnErasure.KEEP,
        _TRAIL_KEPT,
        since="操作发生之日",
        job="十年后清空姓名、对象、原因和改动内容，公示七日后自动清理；记录链仍可核验",
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
        since="查看之日",
        job="每夜删除满三年的查看记录",
    ),
    "HISTORY": Kind(
        "记录的旧值，供按日期查看",
        Class.GENERAL,
        _DUTY,
        "十年；删除个人信息时一并删除",
        "",
        "秘书处、督查审计",
        OnErasure.DELETE,
        since="旧值产生之日",
        job="十年后删除旧值，公示七日后自动清理；导入的旧值随撤销期满删除",
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
        since="所在记录形成之日",
        job="随单位的工作档案保管，不自动清理",
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
        since="上传之日",
        job="导入原表一日后、导出文件到期后由系统删除；佐证随所在记录保管",
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
        since="链接办结、作废或过期之日",
        job="一年后清空收件人和设备摘要，公示七日后自动清理",
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
        since="入学之日",
        job="学籍档案长期保管，不自动清理",
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
        since="入学之日",
        job="学籍档案长期保管，不自动清理",
    ),
    "PUPIL_CONTACT": Kind(
        "联系学生和家长；加密保存",
        Class.SENSITIVE,
        _ROLL,
        "毕业后三年",
        "138****5678",
        "所在学校写明原因后",
        OnErasure.BLANK,
        since="毕业、结业、退学或转出之日",
        job="三年后清空手机号及其查找摘要，公示七日后自动清理",
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
        since="填报之日",
        job="毕业去向档案长期保管，不自动清理",
    ),
    "LIAISON": Kind(
        "与成员单位联系；电话加密保存",
        Class.GENERAL,
        _OFFICE,
        "单位退出集团满一年",
        "138****5678",
        "秘书处、牵头部门、本单位",
        OnErasure.DELETE,
        since="单位退出集团之日",
        job="删除联系人整行，公示七日后自动清理；平时由本单位随时更换、删除",
    ),
    "REQUEST": Kind(
        "受理和答复本人关于个人信息的申请",
        Class.GENERAL,
        "《个人信息保护法》第四十四条至第五十条",
        "答复后三年",
        "",
        "本人、经办单位、秘书处、督查审计",
        OnErasure.KEEP,
        "证明已经依法答复；三年后清空文字",
        since="答复或者撤回之日",
        job="三年后清空申请和答复的文字，公示七日后自动清理",
    ),
    "OWN_WORD": Kind(
        "毕业生本人对去向的答复，不经学校",
        Class.GENERAL,
        _ROLL,
        "长期（毕业去向档案）",
        "",
        "督查审计",
        OnErasure.KEEP,
        "去向核查的依据；学校不能看到，因此不列入学校经办的副本",
        since="答复之日",
        job="毕业去向档案长期保管，不自动清理",
    ),
    "CODE": Kind("事物的名称、编号或代码，不指向个人", Class.NONE),
    "ORGAN": Kind("单位的公开信息", Class.NONE),
    "SYSTEM": Kind("系统运行所需的技术数据，不含个人信息", Class.NONE),
    "KEY": Kind("系统之间的密钥或摘要，不指向个人", Class.NONE),
}
