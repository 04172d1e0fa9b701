"""What this room writes to people: to those without an account, too."""

from __future__ import annotations

from shouwei.core.clock import day_of, now
from shouwei.core.occasions import Letter, Mode, Occasion, register
from shouwei.core.text import in_words
from shouwei.ground.links.queries import link_to_write

from .links import CONFIRM, CONFIRM_EMPLOYMENT
from .models import Destination, EmployerAsk


def _to_the_employer(key: str) -> Letter | None:
    """None once the employer has answered, or when the link no longer opens. Names of graduates stand on the page alone."""
    pk = int(key.split(":")[1])
    ask = EmployerAsk.objects.select_related("school", "employer", "contact").filter(pk=pk).first()
    link = link_to_write(CONFIRM_EMPLOYMENT.name, pk, now=now())
    if ask is None or ask.contact is None or link is None:
        return None
    until = in_words(day_of(link.expires_at))
    text = (
        f"{ask.employer.name}：请贵单位确认{ask.school.name}{ask.answers.count()}名毕业生是否在岗，不用注册，约需两分钟："
        f"{link.address} 。{until}前有效。"
    )
    phone = ask.contact.phone.open() if ask.contact.phone else ""
    return Letter(phone, ask.contact.email, f"请确认{ask.school.name}毕业生的就业情况", text)


def _to_the_graduate(key: str) -> Letter | None:
    """None once the graduate has answered. Neither employer nor destination stands in it: they are on the page, behind a question."""
    pk = int(key.split(":")[1])
    row = Destination.objects.select_related("student", "school").filter(pk=pk).first()
    link = link_to_write(CONFIRM.name, pk, now=now())
    if row is None or link is None:
        return None
    until = in_words(day_of(link.expires_at))
    text = f"{row.school.name}{row.cohort}届毕业生：请本人核对登记的毕业去向，约需一分钟，怎样回答学校看不到：{link.address} 。{until}前有效。"
    phone = row.student.phone.open() if row.student.phone else ""
    return Letter(phone, "", "请核对毕业去向", text)


register(
    Occasion("questions", "核查问题", r"questions:\d+:\d+:.*", Mode.DAILY),
    Occasion("employer_letters", "待打印的单位确认信函", r"employer-letters:\d+:.*", Mode.DAILY),
    Occasion("employer_ask", "请单位确认就业情况", r"employer-ask:\d+:\d+", Mode.AT_ONCE, letter=_to_the_employer),
    Occasion("graduate_ask", "请本人确认毕业去向", r"graduate-ask:\d+:\d+", Mode.AT_ONCE, letter=_to_the_graduate),
)
