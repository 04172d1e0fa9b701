"""The list of a sample since formula 2: strata by risk, numbers that name nobody, sizes, draw (trust.md 4.3, 4.5).

Why strata cannot be read back to whoever said no: docs/decisions/strata.md.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from .checking import USUAL
from .sampling import digest

FORMULA = 2
ONE_NO = USUAL
"""What a no adds to everybody of a class: as much as one usual question, so that no stratum tells one from the other."""
TOPS = (0, USUAL)
"""Highest score of the first and of the second stratum; the third has what is above."""
RATES = (1, 2, 3)
"""How much more often is drawn from a stratum."""
LEAST_STRATUM = 20
LEAST_DRAWN = 10
LEAST_CLASS = 5
DECOYS = 4
"""One in so many classes without a no is raised all the same, as the salt has it."""

Entry = tuple[str, int]
"""(number, stratum)."""


def classes(members: Mapping[int, tuple[Hashable, ...]]) -> dict[int, tuple[Hashable, ...]]:
    """Person → the class that is raised as one. ``members``: person → (school, class, …). Classes of fewer than five go together
    with the other small ones of their school, and where these are still fewer than five, the school is one class."""
    many = Counter(members.values())
    joined = {person: own if many[own] >= LEAST_CLASS else own[:1] for person, own in members.items()}
    small = {own[0] for own, people in Counter(joined.values()).items() if len(own) == 1 and people < LEAST_CLASS}
    return {person: own[:1] if own[0] in small else own for person, own in joined.items()}


def is_decoy(salt: str, raised: tuple[Hashable, ...]) -> bool:
    return _keyed(salt, f"decoy {raised!r}")[0] % DECOYS == 0


def stratify(scores: Mapping[int, int]) -> dict[int, int]:
    """Person → stratum, 1 of the least risk. A stratum of fewer than twenty is joined with the one below it, the first with the next."""
    steps = {person: sum(score > top for top in TOPS) for person, score in scores.items()}
    people = Counter(steps.values())
    groups = [[step] for step in range(len(TOPS) + 1)]
    for place in (2, 1):
        if sum(people[step] for step in groups[place]) < LEAST_STRATUM:
            groups[place - 1] += groups.pop(place)
    if len(groups) > 1 and sum(people[step] for step in groups[0]) < LEAST_STRATUM:
        groups[:2] = [groups[0] + groups[1]]
    stratum = {step: place for place, group in enumerate(groups, 1) for step in group}
    return {person: stratum[step] for person, step in steps.items()}


def allocate(people: Sequence[int], size: int) -> list[int]:
    """How many are drawn from each stratum: ten of each (or an equal part, or all), the rest one by one to where people × rate,
    divided by twice the drawn plus one, is largest (Sainte-Laguë)."""
    least = min(LEAST_DRAWN, size // len(people))
    drawn = [min(n, least) for n in people]
    for _ in range(size - sum(drawn)):
        open_ones = [i for i, n in enumerate(people) if drawn[i] < n]
        drawn[max(open_ones, key=lambda i: people[i] * RATES[i] / (2 * drawn[i] + 1))] += 1
    return drawn


def number_of(person: int, nonce: str) -> str:
    """What stands on the published list for a person. Whoever is shown the nonce can check that it is he."""
    return digest(f"{nonce}\n{person}")[:32]


def nonce_of(person: int, salt: str) -> str:
    return _keyed(salt, str(person)).hex()[:32]


def entries(roster: Sequence[Sequence[Any]], salt: str) -> dict[int, Entry]:
    """Person → entry. ``roster``: (person, stratum) as closed."""
    return {person: (number_of(person, nonce_of(person, salt)), stratum) for person, stratum in roster}


def list_text(sizes: Sequence[Sequence[int]], listed: Sequence[Entry]) -> str:
    """The list as it is published and hashed. ``sizes``: (people, drawn) of each stratum."""
    heads = [f"stratum {place} people {people} draw {drawn}\n" for place, (people, drawn) in enumerate(sizes, 1)]
    return "".join(heads) + "".join(f"{number} {stratum}\n" for number, stratum in sorted(listed))


def draw(text: str, sizes: Sequence[Sequence[int]], listed: Sequence[Entry], *, seed: str) -> list[Entry]:
    """Stratum by stratum, in drawn order: smallest SHA-256 of seed, hash of the list and number first."""
    of_list = digest(text)
    keyed = sorted((stratum, digest(f"{seed}\n{of_list}\n{number}"), number) for number, stratum in listed)
    found: list[Entry] = []
    for place, (_, drawn) in enumerate(sizes, 1):
        found += [(number, place) for stratum, _, number in keyed if stratum == place][:drawn]
    return found


def _keyed(salt: str, text: str) -> bytes:
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).digest()
