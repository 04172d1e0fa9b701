"""The settings of an installation: what each means, what it is unless decided otherwise, and its limits.

Source of the defaults: practice of 督查督办 and the founding plan; each may differ from group to group, so each is data.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shouwei.core.verdict import YES, Verdict, first_refusal, no

Value = str | int


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    part: str
    label: str
    default: Value
    help: str = ""
    lowest: int = 0
    highest: int = 0
    """For numbers."""
    longest: int = 100
    """For texts, characters."""
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return isinstance(self.default, int)


SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("secretariat.contact", "集团", "秘书处联系方式", "", "接口文档页请人联系时显示，例如电话和办公地点。"),
        Setting(
            "notice.sign_days",
            "督办",
            "签收期限",
            1,
            "发出后多少个工作日未签收，提醒单位负责人。",
            1,
            10,
            unit="个工作日",
        ),
        Setting("notice.reply_blue", "督办", "蓝色督办单回复期限", 5, "临期。", 1, 30, unit="个工作日"),
        Setting("notice.reply_amber", "督办", "黄色督办单回复期限", 3, "滞后。", 1, 30, unit="个工作日"),
        Setting("notice.reply_red", "督办", "红色督办单回复期限", 2, "逾期。", 1, 30, unit="个工作日"),
        Setting("report.remind_first", "提醒", "首次催报进展", 5, "报告期结束前多少天。", 1, 20, unit="天前"),
        Setting(
            "report.remind_last", "提醒", "再次催报进展", 1, "报告期结束前多少天，应小于首次。", 0, 19, unit="天前"
        ),
        Setting("backup.keep", "备份", "保留备份份数", 14, "夜间备份后，只保留最近的这些份。", 2, 365, unit="份"),
    )
}


def in_force(versions: Iterable[tuple[date, int, Value]], day: date, default: Value) -> Value:
    """``versions``: (from which day, number, value). The latest beginning on or before ``day`` holds; of two, the later number."""
    begun = [version for version in versions if version[0] <= day]
    return max(begun, key=lambda version: version[:2])[2] if begun else default


def may_set(name: str, value: Value, *, why: str, since: date, today: date, now: Value) -> Verdict:
    """``now`` is the value that holds on ``since`` already."""
    setting = SETTINGS.get(name)
    if setting is None:
        return no("没有这项设置。")
    return first_refusal(
        _fits(setting, value),
        YES if why.strip() else no("请填写调整原因，例如会议名称和日期。"),
        YES if since >= today else no("生效日期不能早于今天：已经按原值办理的事项不改变。"),
        no(f"“{setting.label}”在这一天已是这个值，无需调整。") if value == now else YES,
    )


def _fits(setting: Setting, value: Value) -> Verdict:
    if isinstance(value, bool) or isinstance(value, int) != setting.is_number:
        return no(f"“{setting.label}”应为{'整数' if setting.is_number else '文字'}。")
    if isinstance(value, int):
        fits = setting.lowest <= value <= setting.highest
        return YES if fits else no(f"“{setting.label}”应在{setting.lowest}到{setting.highest}{setting.unit}之间。")
    fits = len(value) <= setting.longest
    return YES if fits else no(f"“{setting.label}”有{len(value)}字，最多{setting.longest}字。")
