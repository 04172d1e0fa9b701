"""What an organisation of a kind may carry, and when it may be renamed, merged, or either taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, first_refusal, no

from .codes import check_credit_code, check_industry_code, check_national_code, check_region_code

PLACES = ("county", "zone")
UNDO_DAYS = 7
"""A renaming or a merger can be taken back for a week after it was entered."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """Everything of an organisation that people enter, but its history."""

    name: str
    short_name: str = ""
    kind: str = ""
    parent_id: int | None = None
    place_id: int | None = None
    region_code: str = ""
    school_type: str = ""
    school_level: str = ""
    national_code: str = ""
    credit_code: str = ""
    industry_code: str = ""
    founded_on: date | None = None
    closed_on: date | None = None


def may_keep(
    entered: Particulars, *, name_taken: bool, codes_taken: Sequence[str], ring: bool, province: str = ""
) -> Verdict:
    """``ring``: the wanted parent is the organisation itself or stands below it."""
    name = entered.name.strip()
    return first_refusal(
        YES if name else no("请填写单位全称。"),
        no(f"已有名为“{name}”的单位。请在单位名录中查找，不要重复添加。") if name_taken else YES,
        no(f"{'、'.join(codes_taken)}与其他单位重复，请核对是否为同一单位。") if codes_taken else YES,
        no("上级不能是本单位或其下级单位。") if ring else YES,
        no("成立日期晚于撤销日期，请对照营业执照或批文核对。")
        if entered.founded_on and entered.closed_on and entered.founded_on > entered.closed_on
        else YES,
        fits_kind(entered),
        check_credit_code(entered.credit_code),
        check_national_code(entered.national_code, level=entered.school_level, province=province),
        check_industry_code(entered.industry_code),
        check_region_code(entered.region_code),
    )


def fits_kind(entered: Particulars) -> Verdict:
    if entered.kind != "school" and (entered.school_type or entered.school_level or entered.national_code):
        return no("学校类型、办学层次和学校标识码只适用于学校。")
    if entered.kind not in ("enterprise", "park") and entered.industry_code:
        return no("行业代码只适用于企业和园区。")
    if entered.kind not in PLACES and entered.region_code:
        return no("行政区划代码只适用于县（市、区）和开发区；其他单位请选择所在县区。")
    return YES


def may_rename(*, old: str, new: str, taken: bool, until: date, last_until: date | None, today: date) -> Verdict:
    """``until``: last day of the old name."""
    if not new.strip():
        return no("请填写新名称。")
    if new.strip() == old:
        return no("新名称与现名称相同，无需更名。")
    if taken:
        return no(f"已有名为“{new.strip()}”的单位。两个单位合为一个时请用“并入”。")
    if until > today:
        return no("启用新名称的日期不能晚于明天；到那一天再登记，名称才不会提前变。")
    if last_until is not None and until <= last_until:
        return no(f"上一个名称用到{in_words(last_until)}，新名称的启用日期须在其后至少一天。")
    return YES


def may_merge(
    *,
    absorbed: str,
    same: bool,
    kinds: tuple[str, str],
    gone: bool,
    successor_gone: bool,
    on: date,
    today: date,
    since: date | None,
) -> Verdict:
    """``since``: beginning of the open membership of the absorbed. ``gone``: merged or closed already."""
    if same:
        return no("不能并入本单位。")
    if gone:
        return no(f"“{absorbed}”已并入其他单位或已撤销，不能再并入。")
    if successor_gone:
        return no("选择的单位已并入其他单位或已撤销，请选择现存的单位。")
    if kinds[0] != kinds[1]:
        return no("只有同类单位才能并入：学校并入学校，企业并入企业。")
    if on > today:
        return no("并入日期不能晚于今天；到那一天再登记。")
    if since is not None and on <= since:
        return no(f"“{absorbed}”{in_words(since)}才加入集团，并入日期须在其后。")
    return YES


def may_undo(*, what: str, recorded_on: date, is_last: bool, today: date, handed_over: bool = False) -> Verdict:
    """``handed_over``: what was open has gone to the successor since."""
    if not is_last:
        return no(f"这次{what}之后又有变更，请先撤回后来的变更。")
    if handed_over:
        return no(f"{what}之后任务已交接给承继单位，请先在本页撤回交接，再撤回{what}。")
    days = (today - recorded_on).days
    if days > UNDO_DAYS:
        return no(f"{what}登记已过{days}天，超过{UNDO_DAYS}天不能撤回；可另行登记一次相反的变更。")
    return YES


def may_note(*, number: int | None, text: str, topic: str, as_of: date | None, source: str, today: date) -> Verdict:
    if number is None and not text.strip():
        return no("请填写数值或内容。")
    if not source.strip():
        return no("请填写来源；没有来源的情况不入库。")
    if topic == "staff" and (number is None or as_of is None):
        return no("在岗职工人数须填写数值和截至日期，实习人数上限要按它计算。")
    return no("截至日期不能晚于今天。") if as_of is not None and as_of > today else YES


def name_on(day: date, *, now: str, former: Sequence[tuple[date, str]]) -> str:
    """The name in use on a day. ``former``: last day and name, in any order; before the first known one, that one."""
    return min(((until, name) for until, name in former if until >= day), default=(day, now))[1]
