"""When somebody's work may pass to somebody else for good, and how long that can be taken back."""

from datetime import datetime, timedelta

from shouwei.core.verdict import YES, Verdict, no

UNDO_WITHIN = timedelta(hours=24)


def may_hand_over(*, in_force: bool, same_person: bool, same_organisation: bool, successor_in_force: bool) -> Verdict:
    if not in_force:
        return no("这个身份不在任期内，不能交接。")
    if same_person:
        return no("接任人不能是本人。")
    if not same_organisation:
        return no("接任人须是同一单位的人员。请先为接任人开通本单位身份。")
    if not successor_in_force:
        return no("接任人的身份现在不在任期内。")
    return YES


def may_undo(*, undone: bool, made_at: datetime, now: datetime) -> Verdict:
    if undone:
        return no("这次交接已经撤销。")
    if now - made_at > UNDO_WITHIN:
        return no("交接已超过24小时，不能撤销。请从接任人再办理一次交接。")
    return YES
