"""What reminders achieved, in figures and one sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwei.ground.notices.rules.effect import Effect, advice
from shouwei.ground.notices.rules.sending import PAUSES, may_open_channel, pause_after


def effect(told: int, opened: int = 0, done: int | None = None) -> Effect:
    return Effect(told=told, opened=opened, done=done, withdrawn=0, sent=0)


@pytest.mark.parametrize(
    ("figures", "mode", "sentence"),
    [
        (effect(0, 0), "daily", "还没有满7天的消息，暂不评价。"),
        (effect(19, 0, 0), "daily", "满7天的仅19条，数量较少，暂不评价。"),
        (effect(120, 60, 11), "daily", "此类提醒三个月发出120条，7天内办理的占9%，建议改为每周汇总。"),
        (effect(120, 60, 11), "at_once", "此类提醒三个月发出120条，7天内办理的占9%，建议改为每日汇总。"),
        (effect(100, 60, 15), "weekly", "此类提醒三个月发出100条，7天内办理的占15%，建议只留站内。"),
        (effect(100, 60, 16), "daily", "此类提醒三个月发出100条，7天内办理的占16%，有效，保持现状。"),
        (
            effect(100, 60, 3),
            "never",
            "此类提醒三个月发出100条，7天内办理的占3%，已只留站内，建议改为由秘书处有针对性地提醒。",
        ),
        (effect(100, 29), "daily", "此类消息三个月发出100条，打开的占29%，建议改为每周汇总。"),
        (effect(100, 30), "daily", "此类消息三个月发出100条，打开的占30%，有效，保持现状。"),
    ],
)
def test_the_advice_names_figures_and_what_to_do(figures: Effect, mode: str, sentence: str) -> None:
    assert advice(figures, mode) == sentence


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_share_is_between_none_and_all(part: int, more: int) -> None:
    assert 0 <= effect(part + more).share(part) <= 100


def test_pauses_grow_and_end() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, 8)]

    assert pauses == [*PAUSES, None]
    assert list(PAUSES) == sorted(PAUSES)
    assert PAUSES[-1] == timedelta(days=1)


@pytest.mark.parametrize(
    ("changed", "begins"),
    [
        ({}, ""),
        ({"name": " "}, "请填写渠道名称"),
        ({"address": "qyapi.example.cn/x"}, "渠道地址应以"),
        ({"address": "https://a:b@x.cn/"}, "渠道地址应以"),
        ({"address": "https://x.cn/a b"}, "渠道地址应以"),
        ({"address": "https://x.cn:99999/"}, "渠道地址应以"),
        ({"address": "file:///etc/passwd"}, "渠道地址应以"),
        ({"kinds": []}, "请至少选择一种"),
        ({"kinds": ["strange"]}, "请至少选择一种"),
        ({"kinds": [], "is_robot": False}, ""),
        ({"running": 9}, ""),
        ({"running": 10}, "本单位已有10个启用的渠道，最多10个。"),
    ],
)
def test_a_channel_says_what_it_is(changed: dict[str, object], begins: str) -> None:
    usual: dict[str, object] = {
        "name": "教务群",
        "address": "https://qyapi.example.cn/send?key=1",
        "is_robot": True,
        "kinds": ["other"],
        "known": ["other"],
        "running": 0,
    }
    verdict = may_open_channel(**{**usual, **changed})  # type: ignore[arg-type]  # one table of cases

    assert (bool(verdict), verdict.reason.startswith(begins)) == (begins == "", True)
