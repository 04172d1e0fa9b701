"""中职毕业生就业情况: the graduates of secondary vocational and technician schools, counted by school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from shouwei.ground.learners.models import RollCount
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from .permissions import KEYS
from .queries import within_reach
from .rules.codes import STUDY, is_employed, is_settled, stem
from .rules.secondary import LEVELS, LISTS, NAMES

SELF_EMPLOYED = frozenset({"75", "76"})


@dataclass(frozen=True, slots=True)
class Table:
    """``columns``: (key of the count, head). ``starts``: keys with which another question begins."""

    title: str
    columns: tuple[tuple[str, str], ...]
    starts: frozenset[str] = frozenset()


@dataclass
class Line:
    """One school, or all together."""

    name: str
    count: Counter[str] = field(default_factory=Counter)
    is_total: bool = False

    @property
    def settled(self) -> float | None:
        """就业率: in this sheet who studies on is employed."""
        return self.count["settled"] / self.count["graduates"] if self.count["graduates"] else None

    @property
    def matching(self) -> float | None:
        """对口就业率, over the directly employed."""
        return self.count["matches"] / self.count["direct"] if self.count["direct"] else None


WHOLE = Table(
    "总体",
    (
        ("graduates", "毕业生"),
        ("settled", "就业（含升学）"),
        ("direct", "直接就业"),
        ("employer", "其中企事业单位"),
        ("own", "其中个体经营"),
        ("study", "升学"),
        ("service", "参军"),
        ("unsettled", "未就业"),
        ("missing", "未登记"),
        ("matches", "对口就业"),
    ),
)


def tables_of(edition: str) -> tuple[Table, ...]:
    """The sheet's parts in the words of one edition; each ends with who has not said."""
    lists = LISTS[edition]
    parts = (
        ("产业和地域", ("sector", "region", "settlement")),
        ("渠道和合同", ("found_by", "contract_length")),
        ("起薪（月）", ("pay_band",)),
        ("升学途径", ("study_way",)),
    )
    return (
        WHOLE,
        *(
            Table(
                title,
                tuple(
                    (f"{name}:{code}", word)
                    for name in names
                    for code, word in (*lists[name].items(), ("", "未填" if len(names) == 1 else f"{UNSAID[name]}未填"))
                ),
                frozenset(f"{name}:{next(iter(lists[name]))}" for name in names[1:]),
            )
            for title, names in parts
        ),
    )


UNSAID = {
    "sector": "产业",
    "region": "地域",
    "settlement": "城乡",
    "found_by": "渠道",
    "contract_length": "合同",
    "pay_band": "起薪",
    "study_way": "途径",
}


def summary_lines(identity: Identity, cohort: int) -> list[Line]:
    """Largest school first, all together last where there are several; four queries whatever the number of graduates."""
    roll = RollCount.objects.filter(cohort=cohort, level__in=LEVELS)
    if "all" not in KEYS.rows["view_destinations"].cells.get(identity.role, ()):
        roll = roll.filter(school=identity.organisation_id)
    people = dict(roll.values_list("school").annotate(people=Sum("people")).order_by())
    names = Organisation.objects.in_bulk(list(people))
    lines = {pk: Line(str(names[pk]), Counter(graduates=n)) for pk, n in people.items() if n}
    rows = within_reach(identity).filter(cohort=cohort, level__in=LEVELS)
    for school, code, matches, *said, n in (
        rows.values_list("school", "code", "matches_specialty", *NAMES).annotate(n=Count("pk")).order_by()
    ):
        if school in lines:
            _add(lines[school].count, code, matches, dict(zip(NAMES, said, strict=True)), n)
    found = sorted(lines.values(), key=lambda line: (-line.count["graduates"], line.name))
    for line in found:
        line.count["missing"] = line.count["graduates"] - line.count["lines"]
    if len(found) > 1:
        found.append(Line("合计", sum((line.count for line in found), Counter[str]()), is_total=True))
    return found


def _add(count: Counter[str], code: str, matches: bool | None, said: Mapping[str, str], people: int) -> None:
    direct, studies = is_employed(code), stem(code) in STUDY
    count["lines"] += people
    count["settled" if is_settled(code) else "unsettled"] += people
    count["direct"] += people * direct
    count["own" if stem(code) in SELF_EMPLOYED else "employer"] += people * direct
    count["study"] += people * studies
    count["service"] += people * (is_settled(code) and not direct and not studies)
    count["matches"] += people * (direct and matches is True)
    for name, value in said.items():
        count[f"{name}:{value}"] += people * (studies if name == "study_way" else direct)
