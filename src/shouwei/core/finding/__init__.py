"""What the search box finds. A room says how its nouns are found; one question to the database asks all of them.

A room writes ``sought.py`` (named on its card; loaded when the house starts) and a migration with the index::

    operations = [sought("planning_meeting", text="period_label || ' ' || minutes", words="held_on_text")]

    MEETINGS = register(
        Findable(
            "会议", Meeting, keys=KEYS, action="view_meeting",
            label=F("period_label"), detail=F("place"), due=F("held_on"), url="planning:meeting",
        )
    )

How it works. The index holds every character of ``text`` and every word of ``words`` (pinyin, codes, numbers). It knows which rows
match and not whose they are: its function gives numbers of rows only, and the rows themselves are then read through the room's key
and behind the second wall, like any others. Row security lets no index on text be used (``LIKE`` and ``@@`` may tell of rows in
their errors), therefore the function runs with the owner's rights. ``docs/decisions/search.md``.
"""

from shouwei.core.finding.asking import Found, Group, Hit, found_for, numbers_found
from shouwei.core.finding.findable import FINDABLES, Findable, register, together

__all__ = ["FINDABLES", "Findable", "Found", "Group", "Hit", "found_for", "numbers_found", "register", "together"]
