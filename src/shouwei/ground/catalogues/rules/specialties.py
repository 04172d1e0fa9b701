"""Whether code, name, level and edition of a specialty go together, as a school writes them.

Sources: 教职成〔2021〕2号: whoever is at school when a new catalogue begins finishes under the old one; 《职业教育专业目录（2021年）》 for the
first digits of each level. Technician schools (技工) teach specialties of the 中职 part beside those of a catalogue of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from .searching import normal
from .shapes import SPECIALTY_LEVELS

ABOVE = ("大类", "专业类")
MAY_BE = {"技工": ("中职",)}
"""Level on the roll → levels of the catalogue it may teach; the others their own only."""
FIRST_BY_DIGITS = "2021"
"""The edition whose codes show their level by the first digit."""
PROPOSED = 3
ALIKE = 0.5
"""Names that share less are not proposed."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A published edition. ``words``: names under which it is meant, years too; ``whole``: what it lacks does not exist."""

    name: str
    words: frozenset[str]
    used_from: int | None
    whole: bool
    codes: Mapping[str, tuple[str, str]]
    """Code without its mark → name and level."""

    def has(self, code: str) -> tuple[str, str] | None:
        return self.codes.get(bare(code))

    def covers(self, level: str) -> bool:
        """Older catalogues are one for each level; each speaks only of its own."""
        return any(one in (level, *MAY_BE.get(level, ())) for _, one in self.codes.values())


@dataclass(frozen=True, slots=True)
class Written:
    """What a row says. ``edition``: "" where it names none and its year tells which; ``year``: the entry year, None where there is none."""

    level: str
    code: str
    name: str
    edition: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """All editions, and what became of codes between them."""

    issues: Sequence[Issue] = ()
    became: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def meant(self, row: Written) -> list[Issue]:
        """Those the row names; where it names none, those of its year."""
        if not row.edition:
            return self.of_year(row)
        said = {row.edition.strip(), *years_in(row.edition)}
        return [one for one in self.issues if one.words & said]

    def right_for(self, row: Written) -> list[Issue]:
        """Whole editions of its year."""
        return [one for one in self.of_year(row) if one.whole]

    def of_year(self, row: Written) -> list[Issue]:
        """Editions under which somebody may have come in that year: in the year of a change both."""
        if row.year is None:
            return []
        begun = [one for one in self.issues if (one.used_from or 0) <= row.year and one.covers(row.level)]
        last = max((one.used_from or 0 for one in begun if (one.used_from or 0) < row.year), default=0)
        return [one for one in begun if (one.used_from or 0) in (last, row.year)]


def bare(code: str) -> str:
    """Without the K of 国家控制布点, which many rosters leave out."""
    return code.strip().upper().removesuffix("K")


def years_in(text: str) -> list[str]:
    return re.findall(r"(?:19|20)\d\d", text)


def wrong_specialty(row: Written, known: Known) -> tuple[str, str] | None:
    """(field, sentence with the way out) of the first thing that cannot be; None where nothing is known against it."""
    meant = known.meant(row)
    entries = [(one, entry) for one in meant if (entry := one.has(row.code))]
    found = next((pair for pair in entries if normal(pair[1][0]) == normal(row.name)), entries[0] if entries else None)
    return (
        _wrong_level(row, found)
        or _wrong_edition(row, meant, known)
        or (_wrong_name(row, *found, known) if found else _wrong_code(row, meant, known))
    )


def _wrong_level(row: Written, found: tuple[Issue, tuple[str, str]] | None) -> tuple[str, str] | None:
    level = found[1][1] if found else _level_by_digit(row)
    if level in ABOVE and found:
        return "specialty_code", f"{row.code}是{level}“{found[1][0]}”，不是专业，请填写其下的专业代码。"
    if not level or level in (row.level, *MAY_BE.get(row.level, ())):
        return None
    return "level", f"专业代码{row.code}是{level}专业，层次却写为{row.level}，请核对层次或专业代码。"


def _level_by_digit(row: Written) -> str:
    by_digit = FIRST_BY_DIGITS in years_in(row.edition) and re.fullmatch(r"\d{6}", bare(row.code))
    return SPECIALTY_LEVELS.get(row.code[:1], "") if by_digit else ""


def _wrong_edition(row: Written, meant: Sequence[Issue], known: Known) -> tuple[str, str] | None:
    right = known.right_for(row)
    if right and not any(one in right for one in meant):
        names = "、".join(f"“{one.name}”" for one in right)
        here = _proposals(row, right, known)
        return "catalogue_edition", f"{row.year}级适用的专业目录是{names}，不是“{row.edition}”。{here}"
    begun = [one for one in meant if row.year is None or one.used_from is None or one.used_from <= row.year]
    if meant and not begun:
        first = min(one.used_from or 0 for one in meant)
        return (
            "catalogue_edition",
            f"“{meant[0].name}”{first}年启用，{row.year}级学生按入学时的目录培养至毕业，请填写入学时的版本和代码。",
        )
    return None


def _wrong_code(row: Written, meant: Sequence[Issue], known: Known) -> tuple[str, str] | None:
    whole = [one for one in meant if one.whole and one.covers(row.level)]
    if not whole:
        return None
    return "specialty_code", f"“{whole[0].name}”中没有专业代码{row.code}。{_proposals(row, whole, known)}"


def _wrong_name(row: Written, issue: Issue, entry: tuple[str, str], known: Known) -> tuple[str, str] | None:
    if not issue.whole or normal(entry[0]) == normal(row.name):
        return None
    same = [code for code, (name, _) in issue.codes.items() if normal(name) == normal(row.name)]
    other = f"“{row.name}”的代码是{'、'.join(same)}。" if same else "方向写在“专业方向”一栏。"
    return "specialty_name", f"专业代码{row.code}在“{issue.name}”中是“{entry[0]}”，不是“{row.name}”。{other}"


def _proposals(row: Written, issues: Sequence[Issue], known: Known) -> str:
    """What became of the code, else the code of that name, else the nearest ones."""
    codes = {code: name for one in issues for code, (name, level) in one.codes.items() if level not in ABOVE}
    became = [code for code in known.became.get(bare(row.code), ()) if code in codes]
    if became:
        return f"{row.code}是原代码，现为{_listed(became, codes)}。"
    same = [code for code, name in codes.items() if normal(name) == normal(row.name)]
    if same:
        return f"“{row.name}”的代码是{_listed(same, codes)}。"
    near = _nearest(row, codes)
    return f"相近的有：{_listed(near, codes)}。" if near else "请到“目录”页查找代码。"


def _nearest(row: Written, codes: Mapping[str, str]) -> list[str]:
    def alike(code: str) -> float:
        name = SequenceMatcher(None, normal(codes[code]), normal(row.name)).ratio()
        return max(name, SequenceMatcher(None, code, bare(row.code)).ratio() - 0.2)

    likely = sorted(((alike(code), code) for code in codes), key=lambda pair: (-pair[0], pair[1]))
    return [code for how, code in likely[:PROPOSED] if how >= ALIKE]


def _listed(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return "、".join(f"{code}{names[code]}" for code in codes[:PROPOSED])
