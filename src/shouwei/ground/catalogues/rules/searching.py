"""Finding a code by its name, its digits, its pinyin or initials: two-letter pieces that an index can hold, and the order of hits."""

from __future__ import annotations

import unicodedata

MOST_QUERY = 30
"""Letters of a query that are looked at."""


def normal(text: str) -> str:
    """Full width becomes half, capitals small, spaces go: 新能源 汽车 and ４６０７ are found as they are meant."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def haystack(*, code: str, name: str, spelled: str) -> str:
    """What a query may be a part of: name, code (also without hyphens), full pinyin, initials; parts kept apart by a bar."""
    full, _, initials = spelled.partition(" ")
    bare = code.replace("-", "")
    parts = [normal(name), normal(code), *([bare] if bare != code else []), full, initials]
    return "|".join(parts)


def pieces(text: str) -> list[str]:
    """Every letter and every pair of neighbours, none across a bar: the words of the index."""
    found: set[str] = set()
    for part in text.split("|"):
        found.update(part)
        found.update(part[n : n + 2] for n in range(len(part) - 1))
    return sorted(found)


def wanted(query: str) -> list[str]:
    """The pieces a hit must hold: pairs, or the one letter of a query of one letter."""
    text = normal(query)[:MOST_QUERY].replace("|", "")
    return [text] if len(text) == 1 else sorted({text[n : n + 2] for n in range(len(text) - 1)})


def holds(query: str, *, code: str, name: str, spelled: str) -> bool:
    """Whether a row with all the pieces really holds the query: 车汽车 has every pair of 汽车汽 and does not."""
    return normal(query)[:MOST_QUERY] in haystack(code=code, name=name, spelled=spelled)


def rank(query: str, *, code: str, name: str, spelled: str) -> int:
    """0 is best: the very code, the very name, beginnings, then anywhere."""
    text = normal(query)
    full, _, initials = spelled.partition(" ")
    plain = normal(name)
    tests = (
        text in (normal(code), code.replace("-", "")),
        text == plain,
        normal(code).startswith(text),
        plain.startswith(text),
        text in (full, initials),
        initials.startswith(text) or full.startswith(text),
        text in plain,
    )
    return next((place for place, held in enumerate(tests) if held), len(tests))
