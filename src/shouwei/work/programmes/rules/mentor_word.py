"""When an enterprise is asked whether a partnership is as its school registered it, through whom, and what follows.

Source: design decision beside trust.md 4.2: a partnership makes coverage deep, so its other side is heard, through a registered
contact that is independent of the school.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, first_refusal, no
from shouwei.ground.links.rules.reaches import Reach, best

from .coverage import Word

FITTING_POSTS = ("导师", "师傅", "校企", "产教")
DAYS_TO_REPLY = 10


def may_ask_mentor(
    *,
    coded: bool,
    closed_on: date | None,
    contacts: Sequence[Reach],
    live: bool,
    waiting: bool,
    confirmed: bool,
    owes_reply: bool,
    today: date,
) -> Verdict:
    """``coded``: the register has the enterprise's credit code; ``live``: the partnership stands today by its registration;
    ``confirmed``: in this year; ``owes_reply``: the school has not answered the question an earlier word has put.
    """
    shared = next((one for one in contacts if one.shared_with), None)
    return first_refusal(
        no("正在等企业答复，不需要再请。") if waiting else YES,
        no("企业的答复与登记不一致，请学校先说明或更正，再请企业核对。") if owes_reply else YES,
        YES if live else no("这项合作今天不在登记的起止日期内，不需要核对。"),
        no("企业今年已核对属实，明年再请。") if confirmed else YES,
        no(f"企业已于{in_words(closed_on)}撤销，不能再请它核对，请结束这项合作。")
        if closed_on and closed_on <= today
        else YES,
        YES if coded else no("单位名录中没有这家企业的统一社会信用代码，无法核验打开链接的人。请秘书处补登。"),
        YES if contacts else no("单位名录中没有这家企业的联系人。请企业自己或秘书处登记企业导师的电话或邮箱。"),
        no(
            f"登记的联系人“{shared.post}”与{shared.shared_with}为同一电话或邮箱，不能代表企业。请秘书处核实后更换联系人。"
        )
        if shared is not None and best(contacts, FITTING_POSTS) is None
        else YES,
    )


def may_register(*, since: date, denied_on: Sequence[date]) -> Verdict:
    """``denied_on``: when the enterprise said of the same kind of partnership with this programme that there is none (any more).

    Registered anew, what began before that day would count as if nobody had been asked.
    """
    last = max(denied_on, default=None)
    if last is None or since > last:
        return YES
    return no(
        f"企业{in_words(last)}答复没有或已结束这项合作，不能再登记在此之前开始的同一合作。"
        "有不同意见的，请在“校企合作”里答复后重新请企业核对；此后新开始的，按新的开始日期登记。"
    )


def may_be_mentor(reach: Reach) -> Verdict:
    if reach.shared_with:
        return no(f"“{reach.post}”与{reach.shared_with}为同一电话或邮箱，不能代表企业。请另选一人，或请秘书处核实。")
    return YES


def may_answer(*, word: str, note: str, ended_on: date | None, since: date, today: date) -> Verdict:
    if word not in list(Word):
        return no("请从四项中选择一项。")
    if word == Word.DIFFERS and not note:
        return no("请写明哪里有出入，例如：只有实习，没有订单班。")
    if word != Word.ENDED:
        return YES
    return first_refusal(
        YES if ended_on else no("请填写结束日期；不记得哪一天的，填那个月的最后一天。"),
        no(f"结束日期早于登记的开始日期{in_words(since)}。如果从未合作，请选“没有这项合作”。")
        if ended_on and ended_on < since
        else YES,
        no("结束日期在今天之后。仍在进行的，请选“属实”或“有出入”。") if ended_on and ended_on > today else YES,
    )


def puts_a_question(word: str) -> bool:
    return word != Word.TRUE


def question_of(word: str, *, enterprise: str, note: str, ended_on: date | None) -> str:
    """What the school is asked after an answer; "" after a yes."""
    said = f"，并说明：{note}" if note else ""
    if word == Word.NONE:
        return f"“{enterprise}”答复没有这项合作{said}。这项合作不再计入深度覆盖，请核对后说明或结束登记。"
    if word == Word.ENDED and ended_on:
        return f"“{enterprise}”答复合作已于{in_words(ended_on)}结束{said}。此后不再计入深度覆盖，请核对后更正结束日期或说明。"
    if word == Word.DIFFERS:
        return f"“{enterprise}”答复登记有出入{said}。请核对后更正或说明。"
    return ""


def may_reply(*, word: str, replied: bool, until: date | None, since: date) -> Verdict:
    return first_refusal(
        YES if word and puts_a_question(word) else no("企业没有提出不同的说法，不需要答复。"),
        no("学校已经答复过。需要再核对的，请重新请企业核对。") if replied else YES,
        no("结束日期不能早于开始日期。") if until and until < since else YES,
    )
