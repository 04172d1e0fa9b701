"""Who may be sent a link to look at what the school holds about a student, and to ask something about it.

Source: 民法典, Articles 17 and 27 (until eighteen the parents are guardians); 未成年人保护法, Article 72 (a minor or the guardian asks for
corrections and deletion), 未成年人网络保护条例, Article 34 (for copies too); 个人信息保护法, Articles 44 to 50 (every person does). What of
this was read where, and what was not: docs/decisions/articles-cited.md.
"""

from __future__ import annotations

from datetime import date

from shouwei.core.text import in_words
from shouwei.core.verdict import YES, Verdict, no

OF_AGE = 18


def comes_of_age(born_on: date) -> date:
    """The eighteenth birthday; the 1st of March for somebody born on a 29th of February that the year lacks."""
    try:
        return born_on.replace(year=born_on.year + OF_AGE)
    except ValueError:
        return date(born_on.year + OF_AGE, 3, 1)


def may_act_for(asker: str, *, born_on: date, today: date) -> Verdict:
    """A guardian until the student comes of age, the student always. Asked when the link is sent and again when it is used."""
    of_age = comes_of_age(born_on)
    if asker == "guardian" and today >= of_age:
        return no(f"学生{in_words(of_age)}已满{OF_AGE}周岁，由本人办理，不再发给监护人。")
    return YES
