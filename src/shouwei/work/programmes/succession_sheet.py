"""What became of programmes (专业沿革), as schools keep it in Excel: renamed, or gone on as another one. Lines are added or taken back, never altered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from shouwei.core.sheets import Column, Context, Fault, Key, Kind, Row, Rows, Sheet, Words, register
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import words_for

from .models import Programme, ProgrammeChange, ProgrammeYear
from .permissions import KEYS
from .point_sheets import POINT, POINT_COLUMNS, SCHOOL, UNKNOWN, out_of_hand, points
from .rules.succession import RENAMED, Succession, may_be_renamed_then, may_succeed
from .workflows.record_succession import changed, last_renamed, name_in, named

INTO = ("into_school", "into_code", "into_edition", "into_direction")
KEY = (*POINT, *INTO, "kind", "happened_on")
OTHERWISE = "这次变更已经登记，内容与本行不同。登记过的沿革不能用表格改动，请核对。"
ONLY_RENAMED = "只有更名才填写新的专业名称，其他变更请留空。"
SINCE = "此后该专业点又有更名或修改，不能撤销。"


def _into(key: Key) -> Key | None:
    """The programme a line goes to, which is of the same level; None where no part of it is filled in."""
    school, *rest = key[len(POINT) : len(POINT) + len(INTO)]
    return (school, key[POINT.index("level")], *rest) if school or any(rest) else None


def _points(keys: Collection[Key]) -> dict[Key, int]:
    """Both of the programmes named in each line."""
    named_here = [key[: len(POINT)] for key in keys]
    return points([*named_here, *filter(None, map(_into, keys))])


class Successions:
    """One line a change: the programme, where it goes, what happened and when."""

    def rows(self, keys: Iterable[Key]) -> dict[Key, ProgrammeChange]:
        wanted = set(keys)
        ours = points(wanted).values()
        found = {}
        for row in (
            ProgrammeChange.objects.filter(programme__in=ours).select_related("programme", "into").order_by("pk")
        ):
            here = [getattr(row.programme, name) for name in ("school_id", *POINT[1:])]
            there: list[Any] = [None, "", "", ""]
            if row.into is not None:
                there = [row.into.school_id, row.into.specialty_code, row.into.catalogue_edition, row.into.direction]
            found[(*here, *there, row.kind, row.happened_on)] = row
        return {key: row for key, row in found.items() if key in wanted}

    def current(self, keys: Sequence[Key], names: Sequence[str], context: Context) -> Mapping[Key, Row]:
        found = {}
        for key, row in self.rows(keys).items():
            new_name = name_in(row.after, row.programme) if row.kind == RENAMED else ""
            values = dict(zip(KEY, key, strict=True)) | {"new_name": new_name, "source": row.source}
            found[key] = tuple(values[name] for name in names)
        return found

    def out_of_reach(self, keys: Sequence[Key], context: Context) -> Iterable[Key]:
        return out_of_hand(keys, "record_succession", context)

    def write(self, rows: Rows, context: Context) -> None:
        lines = sorted(_lines(rows), key=lambda line: line[1].happened_on)
        known = _points([key for key, _ in lines])
        programmes = Programme.objects.select_for_update(of=("self",)).select_related("school").in_bulk(known.values())
        new = []
        for key, change in lines:
            goes = _into(key)
            into = programmes[known[goes]] if goes is not None else None
            new.append(changed(programmes[known[key[: len(POINT)]]], change, into=into, by=context.by))
        ProgrammeChange.objects.bulk_create(new, batch_size=2_000)
        renamed = {row.programme_id: row.programme for row in new if row.kind == RENAMED}
        Programme.objects.bulk_update(renamed.values(), ["specialty_name"], batch_size=2_000)
        _tell_the_trail(new, context)

    def remove(self, keys: Sequence[Key], context: Context) -> Mapping[Key, str]:
        """The latest first; a name is put back only while it is the one this line gave."""
        there = sorted(self.rows(keys).items(), key=lambda line: (line[1].happened_on, line[1].pk), reverse=True)
        ours = {row.programme_id for _, row in there}
        programmes = Programme.objects.select_for_update(of=("self",)).in_bulk(ours)
        stays: dict[Key, str] = {}
        gone, renamed = [], {}
        for key, row in there:
            programme = programmes[row.programme_id]
            if row.kind == RENAMED:
                if named(programme) != row.after:
                    stays[key] = SINCE
                    continue
                programme.specialty_name = name_in(row.before, programme)
                renamed[programme.pk] = programme
            gone.append(row.pk)
        Programme.objects.bulk_update(renamed.values(), ["specialty_name"], batch_size=2_000)
        ProgrammeChange.objects.filter(pk__in=gone).delete()
        return stays


STORE = Successions()


def _lines(rows: Rows) -> list[tuple[Key, Succession]]:
    return [
        (
            tuple(row[name] for name in KEY),
            Succession(row["kind"], row["happened_on"], row["source"], row.get("new_name", "")),
        )
        for row in rows.dicts()
    ]


def _tell_the_trail(new: Sequence[ProgrammeChange], context: Context) -> None:
    """One line a school, with what each of its programmes was and became."""
    told: dict[Organisation, list[ProgrammeChange]] = {}
    for row in new:
        told.setdefault(row.programme.school, []).append(row)
    for school, rows in told.items():
        changes: dict[str, list[Any]] = {
            f"{place}. {row.get_kind_display()}": [row.before, row.after] for place, row in enumerate(rows, 1)
        }
        why = f"批量导入{len(rows)}条"
        record(by=context.by, what="登记专业点沿革", on=school, why=why, changes=changes)


def _may_be_recorded(rows: Rows, context: Context) -> Iterable[Fault]:
    """The rules of the page, line by line in the order of days: a later change of name starts from the one before."""
    lines = list(enumerate(_lines(rows)))
    keys = [key for _, (key, _) in lines]
    known, there = _points(keys), STORE.current(keys, rows.names, context)
    ours = {known[key[: len(POINT)]] for key in keys if key[: len(POINT)] in known}
    names = dict(Programme.objects.filter(pk__in=ours).values_list("pk", "specialty_name"))
    last = last_renamed(ours)
    closed = set(
        ProgrammeYear.objects.filter(programme__in=ours, status=ProgrammeYear.Status.CLOSED).values_list(
            "programme", "year"
        )
    )
    for index, (key, change) in sorted(lines, key=lambda line: line[1][1].happened_on):
        programme, goes = known.get(key[: len(POINT)]), _into(key)
        if programme is None:
            yield Fault(index, "specialty_code", UNKNOWN)
        elif key in there:
            if there[key] != rows.values[index]:
                yield Fault(index, "", OTHERWISE)
        elif change.kind != RENAMED and change.new_name:
            yield Fault(index, "new_name", ONLY_RENAMED)
        elif goes is not None and goes not in known:
            yield Fault(index, "into_code", f"去往的{UNKNOWN}")
        elif (
            fault := _wrong(
                change,
                now=names[programme],
                last=last.get(programme),
                goes=goes is not None,
                goes_into_itself=goes == key[: len(POINT)],
                today=context.today,
            )
        ) is not None:
            yield Fault(index, *fault)
        elif change.kind == RENAMED:
            names[programme], last[programme] = change.new_name, change.happened_on
        elif (programme, change.happened_on.year) not in closed:
            yield Fault(index, "happened_on", _not_closed(change.happened_on.year))


def _wrong(
    change: Succession, *, now: str, last: date | None, goes: bool, goes_into_itself: bool, today: date
) -> tuple[str, str] | None:
    """Column and sentence."""
    in_order = may_be_renamed_then(change, last=last)
    if not in_order:
        return "happened_on", in_order.reason
    verdict = may_succeed(change, now=now, goes=goes, goes_into_itself=goes_into_itself, today=today)
    if verdict:
        return None
    names_itself = change.kind == RENAMED and not goes
    return (
        "happened_on" if change.happened_on > today else "new_name" if names_itself else "into_code"
    ), verdict.reason


def _not_closed(year: int) -> str:
    return (
        f"该专业点{year}年度还没有记为撤销。请先用“专业点年度状态”导入撤销，再导入这一行；"
        "在专业点页面登记沿革的，当年自动记为撤销。"
    )


def _schools(context: Context) -> Words:
    """Where a programme goes may be any school of the group."""
    return words_for(Organisation.objects.filter(kind=Organisation.Kind.SCHOOL), on=context.today)


SUCCESSIONS = register(
    Sheet(
        noun="programmes.successions",
        title="专业沿革",
        columns=(
            SCHOOL,
            *POINT_COLUMNS,
            Column(
                "kind",
                "变更",
                Kind.CHOICE,
                required=True,
                choices={label: value for value, label in ProgrammeChange.Kind.choices},
                example="换代码，转入",
            ),
            Column("happened_on", "变更日期", Kind.DATE, required=True, example="2025年9月1日"),
            Column("new_name", "新的专业名称", longest=60, note="只在更名时填写。"),
            Column(
                "into_school",
                "去往学校",
                Kind.CHOICE,
                among=_schools,
                note="换代码、并入、划转时填写去往的专业点，层次与本专业点相同；更名的四列都留空。",
            ),
            Column("into_code", "去往专业代码", Kind.CODE, longest=8, example="700207"),
            Column("into_edition", "去往专业目录版本", longest=20, example="2021"),
            Column("into_direction", "去往专业方向", longest=60),
            Column("source", "依据", required=True, longest=200, example="示例教备〔2025〕3号", width=30),
        ),
        key=KEY,
        store=STORE,
        opens=lambda identity: KEYS.holds(identity, "record_succession"),
        check_rows=_may_be_recorded,
        notes=(
            "一行一次变更；一个专业点转入几个专业点的，各占一行。原专业点和去往的专业点都先要登记。",
            "换代码、并入、划转的专业点，变更当年的年度状态先要记为撤销（“专业点年度状态”），以前各年不变。",
            "登记过的沿革不能用表格改动；导入后一天之内可以整批撤销，更名的恢复原来的名称。",
        ),
        list_url="programmes:programmes",
    )
)
