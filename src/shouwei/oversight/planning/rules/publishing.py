"""What a plan needs before it is published, and whom its implementers mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, no

from .plan_reader.problems import listed

EARLIEST = (
    5  # years before its first year in which a plan may be issued; a mistyped 0202 would draw a chart of 1,800 years
)
RECENT = 60  # days after issue up to which a published plan is supervised from its issue on

SCHOOLS = ("各成员学校", "成员学校", "各学校", "各院校", "各成员院校")
ENTERPRISES = ("各成员企业", "成员企业", "各企业")
EVERYONE = ("各成员单位", "成员单位", "各单位", "集团各成员", "全体成员单位")


@dataclass(frozen=True, slots=True)
class Implementers:
    """Whom a printed 落实主体 means: groups that expand to members, and organisations named."""

    for_schools: bool
    for_enterprises: bool
    named: tuple[str, ...]


def implementers_of(printed: Sequence[str]) -> Implementers:
    everyone = any(name in EVERYONE for name in printed)
    return Implementers(
        for_schools=everyone or any(name in SCHOOLS for name in printed),
        for_enterprises=everyone or any(name in ENTERPRISES for name in printed),
        named=tuple(name for name in printed if name not in SCHOOLS + ENTERPRISES + EVERYONE),
    )


def supervised_from(issued_on: date, today: date) -> date:
    """A plan published long after its issue is history up to today: no alarms for deadlines gone by."""
    return issued_on if today - issued_on <= timedelta(days=RECENT) else today


def may_publish(
    draft: Mapping[str, Any],
    *,
    state: str,
    issued_on: date | None,
    adopted_by: str,
    first_year: int,
    last_year: int,
    members: int,
    today: date,
) -> Verdict:
    """The issue date starts the 20-day clock, so it is asked for and never guessed."""
    if state != "open":
        return no("该文件已发布或已放弃，不能重复发布。")
    if issued_on is None:
        return no("请填写印发日期。印发日期决定20天报送期限，系统不代为推定。")
    if issued_on > today:
        return no(f"印发日期{in_words(issued_on)}晚于今天{in_words(today)}，请更正。")
    if issued_on.year < first_year - EARLIEST:
        return no(f"印发日期{in_words(issued_on)}比起始年度{first_year}早{EARLIEST}年以上，请核对印发日期和起始年度。")
    if not adopted_by.strip():
        return no("请填写审议通过本方案的会议。")
    if last_year < first_year:
        return no(f"结束年度{last_year}早于起始年度{first_year}，请更正。")
    if members == 0:
        return no("请至少选择1个成员单位；“各成员学校、各成员企业”将据此展开。")
    return may_carry_out(draft)


def bodies_in(draft: Mapping[str, Any]) -> dict[str, list[int]]:
    """Names of leads and implementers → numbers of their tasks; collectives (各成员学校) are no bodies."""
    found: dict[str, list[int]] = {}
    for task in draft["tasks"]:
        for name in dict.fromkeys([*task["lead"], *implementers_of(task["implementers"]).named]):
            found.setdefault(name, []).append(task["no"])
    return found


def may_charge(gone: Sequence[str]) -> Verdict:
    """``gone``: sentences about bodies that no longer were when the plan was issued. Nobody takes the old one or its successor
    unasked."""
    return no(f"{''.join(gone)}请回到核对，改为现在的单位。") if gone else YES


def known_as(title: str, issued_on: date) -> str:
    return f"《{title}》（{in_words(issued_on)}印发）"


def may_repeat(published: Sequence[str], *, again: bool) -> Verdict:
    """``published``: plans made of the same document, in words. It may be meant, but not by accident."""
    if not published or again:
        return YES
    return no(
        f"这份文件已发布过：{'、'.join(published)}。确需再次发布，请勾选“确认再次发布”；否则请返回并放弃这份文件。"
    )


def may_carry_out(draft: Mapping[str, Any]) -> Verdict:
    """Every task needs a text, a lead and a deadline that is understood."""
    tasks = draft["tasks"]
    if not tasks:
        return no("文件中没有识别到任务，请检查任务分解表后重新上传。")
    missing = {
        "没有内容，请填写或删除该任务。": [task["no"] for task in tasks if not task["text"].strip()],
        "没有牵头部门，请填写牵头部门。": [task["no"] for task in tasks if not task["lead"]],
        "没有完成时限，请填写日期、年月或“长期”。": [t["no"] for t in tasks if t["deadline_rule"]["kind"] == "none"],
    }
    said = "".join(f"{listed(numbers)}{what}" for what, numbers in missing.items() if numbers)
    return no(said) if said else YES
