"""Kinds of messages of the ground floor, whose rooms have nothing to say about when they are settled."""

from shouwei.core.occasions import Mode, Occasion, register

register(
    Occasion("export", "导出申请和结果", r"export:\d+:.*"),
    Occasion("import", "导入结果", r"import:\d+:.*"),
    Occasion("link", "个人链接求助", r"link-again:\d+"),
    Occasion("handover", "工作交接", r"handover:\d+"),
    Occasion("webhook", "事件推送停用", r"webhook:\d+:\d+", Mode.DAILY),
)
