"""Long titles in two lines of about one length (GB/T 9704-2012, 7.3.1: whole words, symmetrical).

Without a dictionary of words a line ends where the official way of writing has a joint: after a time, a quoted name, a comma or 的.
"""

from __future__ import annotations

import re
import unicodedata

LINE = 19
"""Characters of size 2 (22 pt) that fit on 156 mm, less one for a font whose figures are wider."""
JOINT = re.compile(r"(?<=[年月旬日》）、，：的和与及对])(?![0-9、，。》）〕的通])|(?=[《（])")
WHOLE = re.compile(r"《[^》]*》|〔[^〕]*〕|（[^）]*）|[0-9A-Za-z.%]+[年月日号期旬]?")
"""Nothing in here is torn apart."""
ASIDE = 0.25  # how far from the middle a joint may be, of the whole title


def in_lines(title: str) -> str:
    """The title, with a line end where it is too long for one; as it is when it fits or says itself where it ends.

    >>> in_lines("关于2026年11月下旬重点任务推进情况的通报")
    '关于2026年11月下旬\\n重点任务推进情况的通报'
    """
    if "\n" in title or _ems(title) <= LINE:
        return title
    whole = [match.span() for match in WHOLE.finditer(title)]
    middle = _ems(title) / 2
    off = {
        place: abs(_ems(title[:place]) - middle)
        for place in range(1, len(title))
        if not any(first < place < last for first, last in whole)
    }
    joints = [match.start() for match in JOINT.finditer(title) if match.start() in off]
    near = [place for place in joints if off[place] <= ASIDE * _ems(title)]
    place = min(near or off or [len(title)], key=lambda place: off.get(place, 0))
    return f"{title[:place]}\n{title[place:]}" if place < len(title) else title


def _ems(text: str) -> float:
    """Width in full characters; figures and Latin letters take half."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5 for sign in text)
