"""From a draft of a definition to a version that holds: written, tried, decided by the council, valid from a day.

Sources: features.md F2.1 (versioned, testable on a sample) and domain.md 2.3 (a change makes a new version; one is frozen a year).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from shouwei.core.verdict import YES, Verdict, no

from .appraisal import REASON, is_placement_rate
from .formula import may_define
from .reviewing import contradictions

CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
WORDS = {"name": "名称", "population": "统计范围", "cut_off": "截止时点", "source": "数据来源", "owner": "责任部门"}


def spec_of(typed: Mapping[str, Any]) -> dict[str, Any]:
    """The formula out of a form's fields: only the words that belong to its fact."""
    fact = typed["fact"]
    if fact == "coverage":
        return {"fact": fact, "depth": typed["depth"]}
    if fact == "intake":
        return {"fact": fact, "adults": typed["adults"], "against": "baseline" if typed["against"] else ""}
    place = typed["place"]
    only: dict[str, Any] = {} if typed["adults"] else {"adults": False}
    return only | {
        "fact": fact,
        "numerator": typed["numerator"],
        "denominator": typed["denominator"],
        "place": place,
        "basis": typed["basis"] if place else "",
    }


def unit_of(spec: Mapping[str, Any]) -> str:
    return "%" if spec["fact"] != "intake" else "倍" if spec["against"] else "人"


def may_write(
    *,
    code: str,
    spec: Mapping[str, Any],
    words: Mapping[str, str],
    why: str,
    version: int,
    valid_from: date,
    today: date,
    alone: bool,
) -> Verdict:
    if not CODE.fullmatch(code):
        return no("代码用小写字母、数字和点，例如local.county.employed。")
    if missing := [label for name, label in WORDS.items() if not words.get(name, "").strip()]:
        return no(f"请填写{'、'.join(missing)}。")
    if version > 1 and not why.strip():
        return no(f"这是第{version}版，请写明与上一版相比改了什么、为什么改。")
    if valid_from < today:
        return no(
            f"生效日期{valid_from.year}年{valid_from.month}月{valid_from.day}日已过；已公布的数不追溯改口径，请填写今天或以后的日期。"
        )
    if not (verdict := may_define(spec)):
        return verdict
    if wrong := contradictions(words["name"], spec):
        return no(f"{''.join(wrong)}请改名称，或者改公式。")
    return no(f"{REASON}，请取消勾选。") if alone and is_placement_rate(spec) else YES


def may_propose(
    *, state: str, valid_from: date, today: date, moved: bool, name_reviewed: bool, caveat_reviewed: bool
) -> Verdict:
    """``moved``: formula, population or cut-off are not those of the version before."""
    if state != "draft":
        return no("只有草稿可以提请议定。")
    if unread := _unread(moved, name_reviewed, caveat_reviewed):
        return no(f"公式、统计范围或截止时点有改动，{unread}还没有核对：请修改草稿，对照新旧差别核对后勾选。")
    return YES if valid_from >= today else no("生效日期已过，请先修改生效日期。")


def _unread(moved: bool, name: bool, caveat: bool) -> str:
    return "、".join(label for label, read in (("名称", name), ("提示", caveat)) if moved and not read)


def may_decide(
    *,
    state: str,
    approve: bool,
    paper: str,
    opinion: str,
    valid_from: date,
    today: date,
    moved: bool,
    name_fits: bool,
    caveat_fits: bool,
) -> Verdict:
    """``name_fits``, ``caveat_fits``: whoever approves has held them against the new formula too."""
    if state != "proposed":
        return no("只有提请议定的口径可以议定。")
    if approve and not paper.strip():
        return no("请填写议定文件或会议，例如“理事会2026年第二次会议”。")
    if approve and valid_from < today:
        return no("生效日期已过，请退回修改生效日期。")
    if approve and (unread := _unread(moved, name_fits, caveat_fits)):
        return no(f"本版改了公式、统计范围或截止时点：请对照新旧差别核对{unread}，勾选后再同意；不相符的请退回。")
    return YES if approve or opinion.strip() else no("退回请写明意见。")


def may_discard(*, state: str) -> Verdict:
    return YES if state in ("draft", "proposed") else no("已发布的版本不能删除，只能由新版本接替。")


def may_adopt(*, state: str, valid_from: date, year: int, adopted: str, paper: str) -> Verdict:
    """``adopted``: what the year counts by already; "" nothing."""
    if adopted:
        return no(f"{year}年已经议定按“{adopted}”计算，一年只议定一次。")
    if state != "published":
        return no("只能采用已发布的口径。")
    if valid_from.year > year:
        return no(f"该版本{valid_from.year}年才生效，不能用于{year}年。")
    return YES if paper.strip() else no("请填写议定文件或会议。")
