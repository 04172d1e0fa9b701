"""What a contact must hold: a post, and a way to reach it. The name may be left out."""

import re

from shouwei.core.verdict import YES, Verdict, first_refusal, no

MOST = 20


def may_keep_contact(*, post: str, phone: str, email: str, known: int) -> Verdict:
    digits = re.sub(r"[\s\-()（）+转]", "", phone)
    return first_refusal(
        YES if post.strip() else no("请填写职务或用途，如：校企合作联络。"),
        YES if phone.strip() or email.strip() else no("电话和邮箱至少填写一项。"),
        YES
        if not phone.strip() or re.fullmatch(r"\d{7,16}", digits)
        else no("电话应为7至16位数字，可带区号和分机。请核对。"),
        YES if known < MOST else no(f"每个单位最多登记{MOST}个联系人，请先删除不用的。"),
    )
