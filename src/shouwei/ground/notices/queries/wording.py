"""What a sending says, put together at the moment it goes out, so that what was read or done meanwhile stays out."""

from __future__ import annotations

from django.conf import settings

from shouwei.core.occasions import OCCASIONS, Letter

from ..channels.protocol import Message
from ..models import Dispatch, Notice

SHOWN = 20  # messages written out in one digest; the rest is counted
FOOT = "可在“消息设置”中调整发送方式、时间或关闭邮件。"


def message_of(dispatch: Dispatch) -> Message | None:
    """None: nothing left to say, or nowhere to send it."""
    if dispatch.way == Dispatch.Way.TEST:
        return Message(dispatch.number, "", "测试", f"【首位】测试消息：{dispatch.channel}已经接通。")
    if dispatch.way == Dispatch.Way.DIGEST:
        return _digest(dispatch)
    notice = dispatch.notice
    if notice is None:
        return _to_an_outsider(dispatch)
    if dispatch.way == Dispatch.Way.ROBOT:
        return Message(dispatch.number, "", notice.kind_label, f"【首位】{notice.text}\n{_address(notice)}")
    if dispatch.user is None:
        return None
    if dispatch.way == Dispatch.Way.SMS:
        phone = dispatch.user.preference.phone
        return Message(dispatch.number, phone.open(), "", f"【首位】{notice.text}") if phone else None
    text = f"{dispatch.user.name}，您好：\n\n{notice.text}\n{_address(notice)}\n\n{FOOT}"
    return Message(dispatch.number, dispatch.user.email, f"【首位】{notice.text[:60]}", text)


def letter_of(dispatch: Dispatch) -> Letter | None:
    """What somebody without an account is written; None as well when the sending is not of that sort."""
    occasion = OCCASIONS.get(dispatch.kind)
    return occasion.letter(dispatch.key) if occasion is not None and occasion.letter is not None else None


def _to_an_outsider(dispatch: Dispatch) -> Message | None:
    letter = letter_of(dispatch)
    if letter is None:
        return None
    by_phone = dispatch.way == Dispatch.Way.SMS
    to = letter.phone if by_phone else letter.mail
    return (
        Message(dispatch.number, to, letter.subject, f"【首位】{letter.text}" if by_phone else letter.text)
        if to
        else None
    )


def _digest(dispatch: Dispatch) -> Message | None:
    user = dispatch.user
    notices = list(dispatch.notices.filter(read_at=None, settled_at=None).order_by("pk"))
    if user is None or not notices:
        return None
    lines = [f"{user.name}，您好：", "", *(f"· {one.text}\n  {_address(one)}" for one in notices[:SHOWN])]
    if len(notices) > SHOWN:
        lines.append(f"……另有{len(notices) - SHOWN}件，请登录查看。")
    text = "\n".join([*lines, "", f"每天最多一封汇总；{FOOT}"])
    return Message(dispatch.number, user.email, f"【首位】{len(notices)}件事项待您查看", text)


def _address(notice: Notice) -> str:
    return f"{settings.SITE_URL}{notice.url or '/notices/'}"
