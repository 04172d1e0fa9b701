"""What schools keep in Excel about their programmes: how each stands in a year, and with which firms it works."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Row, Rows, Words
from shouwei.core.verdict import YES
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.learners.models import Level
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .models import Partner, Programme, ProgrammeYear
from .permissions import KEYS
from .rules.mentor_word import may_register
from .rules.points import may_go_on, may_last, may_set_status

POINT = ("school", "level", "specialty_code", "catalogue_edition", "direction")
"""What names a programme, in these sheets as in the sheet of programmes."""
UNKNOWN = "专业点中没有这一条。请先导入或登记专业点，并核对学校、层次、代码、版本和方向。"
ASKED = "已请企业核对或企业已答复，不能撤销。"


def _schools(context: Context) -> Words:
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    if "all" not in KEYS.rows["import_programmes"].cells.get(context.by.role, ()):
        schools = schools.filter(pk=context.by.organisation_id)
    return words_for(schools, on=context.today)


SCHOOL = Column("school", "学校", Kind.CHOICE, required=True, among=_schools, aliases=("学校名称",))
POINT_COLUMNS = (
    Column(
        "level",
        "层次",
        Kind.CHOICE,
        required=True,
        choices={label: value for value, label in Level.choices},
        example="中职",
    ),
    Column("specialty_code", "专业代码", Kind.CODE, required=True, longest=8, example="700206"),
    Column("catalogue_edition", "专业目录版本", required=True, longest=20, example="2021"),
    Column("direction", "专业方向", longest=60),
)


def points(keys: Iterable[Key]) -> dict[Key, int]:
    """Names of programmes → numbers; one query."""
    wanted = {key[: len(POINT)] for key in keys}
    rows = Programme.objects.filter(
        school__in={key[0] for key in wanted}, specialty_code__in={key[2] for key in wanted}
    )
    found = {tuple(name): pk for pk, *name in rows.order_by().values_list("pk", "school_id", *POINT[1:])}
    return {key: pk for key, pk in found.items() if key in wanted}


def out_of_hand(keys: Sequence[Key], action: str, context: Context) -> list[Key]:
    """Keys of programmes the importer may not touch."""
    there = points(keys)
    mine = set(
        KEYS.within(context.by, action, Programme.objects.all())
        .filter(pk__in=there.values())
        .values_list("pk", flat=True)
    )
    return [key for key in keys if (pk := there.get(key[: len(POINT)])) is not None and pk not in mine]


def _tell_the_trail(what: str, keys: Iterable[Key], context: Context) -> None:
    times = Counter(key[0] for key in keys)
    for school in Organisation.objects.filter(pk__in=times):
        record(by=context.by, what=what, on=school, why=f"批量导入{times[school.pk]}条")


def _values(parts: Sequence[str], key: Key, row: Model, names: Sequence[str]) -> Row:
    named = dict(zip(parts, key, strict=True))
    return tuple(named[name] if name in named else getattr(row, name) for name in names)


class Statuses:
    """One line a programme and year."""

    key = (*POINT, "year")

    def rows(self, keys: Iterable[Key]) -> dict[Key, ProgrammeYear]:
        wanted = set(keys)
        names = {pk: name for name, pk in points(wanted).items()}
        rows = ProgrammeYear.objects.filter(programme__in=names, year__in={key[-1] for key in wanted})
        found = {(*names[row.programme_id], row.year): row for row in rows.order_by()}
        return {key: row for key, row in found.items() if key in wanted}

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        return {key: _values(self.key, key, row, names) for key, row in self.rows(keys).items()}

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        return out_of_hand(keys, "set_status", context)

    def write(self, rows: Rows, context: Context) -> None:
        keys = [tuple(row[name] for name in self.key) for row in rows.dicts()]
        there = points(keys)
        ProgrammeYear.objects.bulk_create(
            [
                ProgrammeYear(
                    programme_id=there[key[:-1]], year=key[-1], status=row["status"], source=row.get("source", "")
                )
                for key, row in zip(keys, rows.dicts(), strict=True)
            ],
            update_conflicts=True,
            unique_fields=["programme", "year"],
            update_fields=["status", "source"] if "source" in rows.names else ["status"],
            batch_size=2_000,
        )
        _tell_the_trail("登记专业点状态", keys, context)

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        ProgrammeYear.objects.filter(pk__in=[row.pk for row in self.rows(keys).values()]).delete()
        return {}


STATUSES = Statuses()


def status_faults(rows: Rows, context: Context) -> Iterable[Fault]:
    keys = [tuple(row[name] for name in STATUSES.key) for row in rows.dicts()]
    known, there = points(keys), STATUSES.rows(keys)
    for index, (key, row) in enumerate(zip(keys, rows.dicts(), strict=True)):
        before = there[key].source if key in there else ""
        verdict = may_set_status(status=row["status"], source=row.get("source", before))
        if key[:-1] not in known:
            yield Fault(index, "specialty_code", UNKNOWN)
        elif not verdict:
            yield Fault(index, "source", verdict.reason)


class Partnerships:
    """One line a partnership of a programme with a firm, from a day on; of several alike the latest registered."""

    key = (*POINT, "industry", "enterprise", "kind", "since")

    def rows(self, keys: Iterable[Key]) -> dict[Key, Partner]:
        wanted = set(keys)
        return {key: row for key, row in self.of_points(wanted) if key in wanted}

    def of_points(self, keys: Iterable[Key]) -> list[tuple[Key, Partner]]:
        """Everything registered of these programmes, the oldest first. Two queries."""
        names = {pk: name for name, pk in points(keys).items()}
        rows = Partner.objects.filter(programme__in=names).order_by("pk")
        return [((*names[row.programme_id], *_rest(row)), row) for row in rows]

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        return {key: _values(self.key, key, row, names) for key, row in self.rows(keys).items()}

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        return out_of_hand(keys, "add_partner", context)

    def write(self, rows: Rows, context: Context) -> None:
        keys = [tuple(row[name] for name in self.key) for row in rows.dicts()]
        known, there = points(keys), self.rows(keys)
        new, old = [], []
        for key, row in zip(keys, rows.dicts(), strict=True):
            partner = there.get(key)
            if partner is None:
                partner = Partner(
                    programme_id=known[key[: len(POINT)]],
                    industry_id=row["industry"],
                    enterprise_id=row["enterprise"],
                    kind=row["kind"],
                    since=row["since"],
                )
                new.append(partner)
            else:
                old.append(partner)
            partner.until, partner.source = row.get("until", partner.until), row["source"]
        Partner.objects.bulk_create(new, batch_size=2_000)
        Partner.objects.bulk_update(old, ["until", "source"], batch_size=2_000)
        _tell_the_trail("登记合作单位", keys, context)

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        there = self.rows(keys)
        heard = Partner.objects.filter(pk__in=[row.pk for row in there.values()], asks__isnull=False)
        stays = set(heard.values_list("pk", flat=True))
        Partner.objects.filter(pk__in=[row.pk for row in there.values() if row.pk not in stays]).delete()
        return {key: ASKED for key, row in there.items() if row.pk in stays}


PARTNERSHIPS = Partnerships()


def _rest(row: Partner) -> tuple[Any, ...]:
    return row.industry_id, row.enterprise_id, row.kind, row.since


def partner_faults(rows: Rows, context: Context) -> Iterable[Fault]:
    """The rules of the page, line by line; an open partnership is registered once, in the file as in the register."""
    keys = [tuple(row[name] for name in PARTNERSHIPS.key) for row in rows.dicts()]
    known, registered = points(keys), PARTNERSHIPS.of_points(keys)
    there = dict(registered)
    denied = defaultdict(list)
    for key, row in registered:
        if row.word in (Partner.Word.NONE, Partner.Word.ENDED) and row.word_on is not None:
            denied[_firm(key)].append(row.word_on)
    ends = {key: row.until for key, row in registered}
    ends |= {key: row["until"] for key, row in zip(keys, rows.dicts(), strict=True) if "until" in row}
    ends = dict.fromkeys(keys) | ends
    going_on = Counter(key[:-1] for key, until in ends.items() if until is None)
    for index, key in enumerate(keys):
        twice = ends[key] is None and going_on[key[:-1]] > 1 and key not in there
        verdicts = {
            "until": may_last(since=key[-1], until=ends[key]),
            "since": YES if key in there else may_register(since=key[-1], denied_on=denied[_firm(key)]),
            "enterprise": may_go_on(enterprise="这家企业", goes_on=twice),
        }
        wrong = next(((column, verdict.reason) for column, verdict in verdicts.items() if not verdict), None)
        if key[: len(POINT)] not in known:
            yield Fault(index, "specialty_code", UNKNOWN)
        elif wrong is not None:
            yield Fault(index, *wrong)


def _firm(key: Key) -> Key:
    """Programme, firm and kind: whatever industry it was registered for."""
    return (*key[: len(POINT)], *key[len(POINT) + 1 : -1])
