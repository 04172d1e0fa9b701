"""How codes of one edition become codes of another, and whether a table of such changes makes sense."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

KINDS = {"same": "不变", "renamed": "更名", "recoded": "改码", "split": "拆分", "merged": "合并", "cancelled": "取消"}
FIRST_READ = ("split", "merged", "recoded", "renamed", "cancelled", "same")
"""What somebody has to look at before what has stayed as it was."""
DIFFERENCES = {"new": "新增", "gone": "不再有", "renamed": "更名"}


@dataclass(frozen=True, slots=True)
class Change:
    """One old code and one new code; a split or a merger has several of them, a cancelled code has no new one."""

    old: str
    new: str
    kind: str


@dataclass(frozen=True, slots=True)
class Translation:
    codes: tuple[str, ...]
    """The codes it became, in order; none when it was cancelled or when nothing is known."""
    known: bool
    """False: no table says what became of it. That is not the same as cancelled."""
    kinds: tuple[str, ...] = ()


def translate(code: str, steps: Sequence[Sequence[Change]], *, backwards: bool = False) -> Translation:
    """Follow a code through the tables between neighbouring editions, in order (``backwards``: read each from new to old).

    A code that no table of a step mentions ends the way: what is not written down is unknown, never guessed.
    """
    here: list[str] = [code]
    kinds: list[str] = []
    for step in steps:
        ways = _ways(step, backwards=backwards)
        if not all(one in ways for one in here):
            return Translation((), known=False, kinds=tuple(dict.fromkeys(kinds)))
        found = [way for one in here for way in ways[one]]
        kinds += [kind for _, kind in found]
        here = sorted({to for to, _ in found if to})
    return Translation(tuple(here), known=True, kinds=tuple(dict.fromkeys(kinds)))


def _ways(step: Iterable[Change], *, backwards: bool) -> Mapping[str, list[tuple[str, str]]]:
    ways = defaultdict(list)
    for change in step:
        if backwards:
            if change.new:
                ways[change.new].append((change.old, change.kind))
        else:
            ways[change.old].append((change.new, change.kind))
    return ways


def faults(changes: Sequence[Change], *, old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[int, str]]:
    """Place in ``changes`` (from 0) and sentence. ``old`` and ``new`` are code → name of the two editions."""
    forward, back = Counter(c.old for c in changes), Counter(c.new for c in changes if c.new)
    found, seen = [], set()
    for place, change in enumerate(changes):
        sentence = _fault(change, old, new, forward, back)
        if (change.old, change.new) in seen:
            sentence = sentence or f"“{change.old}→{change.new or '取消'}”已经写过一次。"
        seen.add((change.old, change.new))
        if sentence:
            found.append((place, sentence))
    return found


def _fault(
    change: Change, old: Mapping[str, str], new: Mapping[str, str], forward: Counter[str], back: Counter[str]
) -> str:
    if change.kind not in KINDS:
        return f"变化类型“{change.kind}”不认识，应为{'、'.join(KINDS.values())}之一。"
    if change.old not in old:
        return f"旧代码“{change.old}”不在旧版目录中。"
    if change.kind == "cancelled":
        if change.new:
            return f"“{change.old}”写为取消，却又给出新代码“{change.new}”。"
        return f"“{change.old}”写为取消，却另有一行给出新代码。" if forward[change.old] > 1 else ""
    if change.new not in new:
        return f"新代码“{change.new}”不在新版目录中。"
    checks = {
        "same": (change.old != change.new or old[change.old] != new[change.new], "写为不变，但代码或名称不同"),
        "renamed": (change.old != change.new or old[change.old] == new[change.new], "写为更名，但代码变了或名称没有变"),
        "recoded": (change.old == change.new, "写为改码，但代码没有变"),
        "split": (forward[change.old] < 2, "写为拆分，但只有一个新代码"),
        "merged": (back[change.new] < 2, "写为合并，但只有一个旧代码并入"),
    }
    wrong, why = checks[change.kind]
    return f"“{change.old}→{change.new}”{why}。" if wrong else ""


def compared(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """What two editions themselves show: the same code with the same name, or with another name. Nothing else is guessed."""
    return [Change(code, code, "same" if name == new[code] else "renamed") for code, name in old.items() if code in new]


@dataclass(frozen=True, slots=True)
class Difference:
    """One code in which an edition differs from the one before."""

    kind: str
    code: str
    before: str = ""
    """Its name in the edition before, "" when it is new."""
    after: str = ""
    """Its name in this edition, "" when it is gone."""
    elsewhere: tuple[str, ...] = ()
    """Codes of the same name on the other side, themselves new or gone: perhaps the same under another code."""


def differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """Every code that only one of them has or that is called otherwise, in the order of the codes."""
    gone, added = _by_name(old, new), _by_name(new, old)
    found = []
    for code in sorted(old.keys() | new.keys()):
        before, after = old.get(code, ""), new.get(code, "")
        if not before:
            found.append(Difference("new", code, "", after, tuple(gone.get(after, ()))))
        elif not after:
            found.append(Difference("gone", code, before, "", tuple(added.get(before, ()))))
        elif before != after:
            found.append(Difference("renamed", code, before, after))
    return found


def _by_name(these: Mapping[str, str], others: Mapping[str, str]) -> dict[str, list[str]]:
    """Name → the codes that only ``these`` have."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in sorted(these.keys() - others.keys()):
        found[these[code]].append(code)
    return found


@dataclass(frozen=True, slots=True)
class Succession:
    """A change of a region code, in force from a day on."""

    on: date
    old: str
    new: str
    """"" when the region was dissolved without a successor."""


def successors(code: str, changes: Iterable[Succession], *, since: date, until: date) -> tuple[str, ...]:
    """What a code valid on ``since`` has become by ``until`` (that day included).

    Codes are used again for other places, so changes are followed in the order of their days, each day once: a code that is
    given away and taken by another on one day does not run on in a circle.
    """
    by_day: dict[date, list[Succession]] = defaultdict(list)
    for change in changes:
        if since < change.on <= until and change.old:
            by_day[change.on].append(change)
    here = {code}
    for day in sorted(by_day):
        moved: dict[str, set[str]] = defaultdict(set)
        for change in by_day[day]:
            moved[change.old].add(change.new)
        here = {new for one in here for new in moved.get(one, {one}) if new}
    return tuple(sorted(here))
