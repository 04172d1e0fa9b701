"""What this room writes to people: to those without an account, too."""

from __future__ import annotations

from shouwei.core.clock import day_of, now
from shouwei.core.occasions import Letter, Mode, Occasion, register
from shouwei.core.text import in_words
from shouwei.ground.links.queries import link_to_write

from .links import CHECK_PARTNERSHIP
from .models import PartnerAsk


def _to_the_mentor(key: str) -> Letter | None:
    """None once the enterprise has answered, or when the link no longer opens."""
    pk = int(key.split(":")[1])
    ask = PartnerAsk.objects.select_related("school", "partner__enterprise", "contact").filter(pk=pk).first()
    link = link_to_write(CHECK_PARTNERSHIP.name, pk, now=now())
    if ask is None or ask.contact is None or link is None:
        return None
    until = in_words(day_of(link.expires_at))
    text = f"{ask.partner.enterprise.name}：请核对贵单位与{ask.school.name}的一项校企合作，不用注册，约需两分钟：{link.address} 。{until}前有效。"
    phone = ask.contact.phone.open() if ask.contact.phone else ""
    return Letter(phone, ask.contact.email, f"请核对与{ask.school.name}的校企合作", text)


register(
    Occasion("partner_question", "企业对校企合作的答复", r"partner-answer:\d+", Mode.DAILY),
    Occasion("partner_letters", "待打印的校企合作核对信函", r"partner-letters:\d+:.*", Mode.DAILY),
    Occasion("partner_ask", "请企业核对校企合作", r"partner-ask:\d+:\d+", Mode.AT_ONCE, letter=_to_the_mentor),
)
