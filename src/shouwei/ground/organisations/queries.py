"""Members of the group on a day; organisations as lists and as the words of other rooms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict

from shouwei.core.sheets import Words
from shouwei.core.text import in_words

from .models import Fact, FormerName, Membership, Organisation
from .rules.organisations import PLACES, name_on

MEMBER_KINDS = (Organisation.Kind.SCHOOL, Organisation.Kind.ENTERPRISE)


IN_ORDER = ("kind", "region_code", "name_pinyin", "pk")
"""Counties by their codes, zones last."""


def members_on(day: date) -> QuerySet[Organisation]:
    """Schools and enterprises that belong to the group on ``day``."""
    return Organisation.objects.filter(pk__in=Membership.objects.on(day).values("organisation"), kind__in=MEMBER_KINDS)


def places(*, on: date | None = None) -> QuerySet[Organisation]:
    """Counties and development zones that exist, or existed on a day, in the order of their codes, zones last."""
    there = states_on(on)["present"] if on else Q(merged_into=None, closed_on=None)
    rows = Organisation.objects.filter(there, kind__in=PLACES)
    return rows.order_by(*IN_ORDER)


def names_on(day: date, organisations: Sequence[Organisation]) -> dict[int, str]:
    """Primary key → the full name in use on ``day``; one query for all of them."""
    former: dict[int | None, list[tuple[date, str]]] = {}
    rows = FormerName.objects.filter(organisation__in=organisations, until__gte=day)
    for pk, until, name in rows.values_list("organisation", "until", "name"):
        former.setdefault(pk, []).append((until, name))
    return {one.pk: name_on(day, now=one.name, former=former.get(one.pk, ())) for one in organisations}


def secretariat() -> Organisation | None:
    """The group's own office, in whose name what the group sends goes out; None before it is entered."""
    return Organisation.objects.filter(kind=Organisation.Kind.SECRETARIAT, closed_on=None).order_by("pk").first()


def gone_on(day: date) -> Q:
    """Merged into another or closed by that day."""
    return Q(merged_on__isnull=False, merged_on__lte=day) | Q(closed_on__isnull=False, closed_on__lte=day)


def offered_on(day: date, *kinds: str, kept: int | None = None) -> QuerySet[Organisation]:
    """What a form offers: who is neither merged nor closed by that day, and ``kept``, the one its row has already."""
    rows = Organisation.objects.filter(~gone_on(day) | Q(pk=kept)).order_by("name_pinyin", "pk")
    return rows.filter(kind__in=kinds) if kinds else rows


def what_became(organisation: Organisation, day: date) -> str:
    """``2026年4月10日起已并入“南岭职业学校”``; "" while it is there."""
    if organisation.merged_into is not None and organisation.merged_on is not None and organisation.merged_on <= day:
        return f"{in_words(organisation.merged_on)}起已并入“{organisation.merged_into.name}”"
    if organisation.closed_on is not None and organisation.closed_on <= day:
        return f"{in_words(organisation.closed_on)}已撤销"
    return ""


def words_for(rows: QuerySet[Organisation], *, on: date, past: bool = True) -> Words:
    """Name and short name → primary key, for a column of a sheet.

    A former name counts where it can mean only one. ``past``: those gone by ``on`` are still understood, for rows of before.
    """
    words, names, gone = Words(), dict[int, str](), dict[int, str]()
    shorts: dict[str, list[int]] = {}
    for one in rows.select_related("merged_into").order_by("name_pinyin", "pk"):
        names[one.pk] = one.name
        if became := what_became(one, on):
            gone[one.pk] = became
        if one.short_name:
            shorts.setdefault(one.short_name, []).append(one.pk)
        if not became or past:
            words[one.name] = one.pk
    for pk, name in names.items():
        if pk in gone and past:
            words.ended[name] = gone[pk]
        elif pk in gone:
            words.refused[name] = f"“{name}”{gone[pk]}，不能再选。请改写现在的单位。"
    full = {*words, *words.refused}
    for short, pks in shorts.items():
        if short not in full:
            _understand(words, short, pks, names)
    _understand_former(words, names)
    return words


def _understand(words: Words, word: str, pks: Sequence[int], names: Mapping[int, str]) -> None:
    """A short name means what the full name of its only bearer means."""
    if len(pks) > 1:
        words.refused[word] = f"“{word}”可能指{_either(names[pk] for pk in pks)}，请写全称。"
        return
    name = names[pks[0]]
    if name in words.refused:
        words.refused[word] = words.refused[name]
        return
    words[word] = pks[0]
    if name in words.ended:
        words.ended[word] = words.ended[name]


def _understand_former(words: Words, names: Mapping[int, str]) -> None:
    bearers: dict[str, dict[int, str]] = {}
    before = FormerName.objects.order_by("organisation__name_pinyin", "organisation")
    for pk, now, name, short in before.values_list("organisation", "organisation__name", "name", "short_name"):
        for word in filter(None, (name, short)):
            bearers.setdefault(word, {})[pk] = now
    for kept in Organisation.objects.filter(Q(name__in=bearers) | Q(short_name__in=bearers)):
        for word in {kept.name, kept.short_name} & bearers.keys():
            bearers[word][kept.pk] = kept.name
    for word, known in bearers.items():
        ours = known.keys() & names.keys()
        if word in words or word in words.refused or not ours:
            continue
        if len(known) > 1:
            words.refused[word] = f"“{word}”不止一个单位用过，可能指{_either(known.values())}，请写现在的全称。"
        elif (now := names[next(iter(ours))]) in words:
            words.former[word] = now
        else:
            words.refused[word] = f"“{word}”是“{now}”的原名称。{words.refused[now]}"


def _either(names: Iterable[str]) -> str:
    return "或".join(f"“{name}”" for name in names)


def bearer_of(name: str) -> Organisation | None:
    """Who is called so in full or in short; when nobody is, the only one who was."""
    found = bearers_of([name]).get(name, [])
    return found[0] if len(found) == 1 else None


def bearers_of(names: Iterable[str]) -> dict[str, list[Organisation]]:
    """Name → who is called so in full, else in short; when nobody is, everybody who was. Two queries."""
    asked = {name for name in names if name}
    found: dict[str, list[Organisation]] = {}
    now = list(Organisation.objects.filter(Q(name__in=asked) | Q(short_name__in=asked)).select_related("merged_into"))
    found |= {one.short_name: [one] for one in reversed(now) if one.short_name in asked}
    found |= {one.name: [one] for one in now if one.name in asked}
    left = asked - found.keys()
    before = FormerName.objects.filter(Q(name__in=left) | Q(short_name__in=left))
    for row in before.select_related("organisation__merged_into").order_by("organisation__name_pinyin", "organisation"):
        for name in {row.name, row.short_name} & left:
            if row.organisation not in (bearers := found.setdefault(name, [])):
                bearers.append(row.organisation)
    return found


@dataclass(frozen=True, slots=True)
class Become:
    """What a name a document uses stands for no more. ``now``: what to write instead, "" where only people can say."""

    what: str
    now: str
    is_gone: bool
    """No one body is meant by it any more; else it is only called otherwise."""


def become_of(names: Iterable[str], day: date) -> dict[str, Become]:
    """Of names that were good once: what has become of their bearers by ``day``. Two queries, and one for each further merger."""
    found: dict[str, Become] = {}
    for name, bearers in bearers_of(names).items():
        if len(bearers) > 1:
            which = _either(one.name for one in bearers)
            found[name] = Become(f"“{name}”不止一个单位用过，可能指{which}。", "", is_gone=True)
            continue
        (one,) = bearers
        last, became = successor_on(one, day), what_became(one, day)
        closed = what_became(last, day)
        said = [f"是“{one.name}”的原名称"] if name not in (one.name, one.short_name) else []
        said += [became] if became else []
        said += [f"现为“{last.name}”"] if last not in (one, one.merged_into) else []
        said += [f"“{last.name}”{closed}"] if closed and last != one else []
        if said:
            found[name] = Become(f"“{name}”{'，'.join(said)}。", "" if closed else last.name, is_gone=bool(became))
    return found


def successor_on(organisation: Organisation, day: date) -> Organisation:
    """Who stands for it on ``day``: itself, or what it went into, however often that went into another."""
    here = organisation
    while here.merged_into is not None and here.merged_on is not None and here.merged_on <= day:
        here = here.merged_into
    return here


def successors() -> dict[int, tuple[int, date]]:
    """Merged → what it has gone into in the end, and since when it is gone itself. One query."""
    rows = Organisation.objects.exclude(merged_into=None).order_by().values_list("pk", "merged_into", "merged_on")
    step = {pk: (into, on) for pk, into, on in rows if into is not None and on is not None}

    def last(pk: int) -> int:
        return last(step[pk][0]) if pk in step else pk

    return {pk: (last(pk), on) for pk, (_, on) in step.items()}


@dataclass(frozen=True, slots=True)
class StaffCount:
    number: int
    as_of: date
    source: str
    confirmed: bool


def staff_on(organisation_id: int, day: date) -> StaffCount | None:
    """The last staff count known of a day not after ``day``."""
    row = (
        Fact.objects.filter(organisation=organisation_id, topic=Fact.Topic.STAFF, as_of__lte=day)
        .order_by("-as_of", "-pk")
        .first()
    )
    if row is None or row.number is None or row.as_of is None:
        return None
    return StaffCount(row.number, row.as_of, row.source, row.confirmed)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filter of the list as its address has it; "" is no condition."""

    q: str = ""
    kind: str = ""
    place: str = ""
    industry: str = ""
    member: str = ""
    """member, former or never."""
    state: str = ""
    """present, merged or closed, on the day the list is asked for."""


def day_asked(query: QueryDict, *, today: date) -> date:
    """The day a list or the map is asked for as ``on=2026-03-31``; today when it names none, no day, or one to come."""
    try:
        return min(date.fromisoformat(str(query.get("on", ""))), today)
    except ValueError:
        return today


def wanted_of(query: QueryDict) -> Wanted:
    clean = {key: str(query.get(key, "")).replace("\0", "").strip()[:60] for key in Wanted.__slots__}
    return Wanted(**clean)


def listed(rows: QuerySet[Organisation], wanted: Wanted, *, on: date) -> QuerySet[Organisation]:
    """The part of ``rows`` the filter keeps, as it was on a day: each with ``name_then``, ``is_member`` and ``staff``; one query."""
    memberships = Membership.objects.filter(organisation=OuterRef("pk"))
    staff = Fact.objects.filter(organisation=OuterRef("pk"), topic=Fact.Topic.STAFF, as_of__lte=on)
    before = FormerName.objects.filter(organisation=OuterRef("pk"), until__gte=on).order_by("until")
    rows = rows.annotate(
        name_then=Coalesce(Subquery(before.values("name")[:1]), F("name")),
        is_member=Exists(memberships.on(on)),
        staff=Subquery(staff.order_by("-as_of", "-pk").values("number")[:1]),
        staff_confirmed=Subquery(staff.order_by("-as_of", "-pk").values("confirmed")[:1]),
    )
    if wanted.q:
        rows = rows.filter(_named(wanted.q))
    if wanted.kind in Organisation.Kind.values:
        rows = rows.filter(kind=wanted.kind)
    if wanted.place.isdecimal() and len(wanted.place) < 10:
        rows = rows.filter(place=int(wanted.place))
    if wanted.industry:
        rows = rows.filter(industry_code__istartswith=wanted.industry.split()[0])
    if wanted.member in ("member", "former", "never"):
        known = Exists(memberships)
        rows = rows.filter(
            {"member": Q(is_member=True), "former": Q(known, is_member=False), "never": ~Q(known)}[wanted.member]
        )
    if wanted.state in (states := states_on(on)):
        rows = rows.filter(states[wanted.state])
    return rows.select_related("place", "parent", "merged_into").order_by("name_pinyin", "pk")


def states_on(day: date) -> dict[str, Q]:
    """What an organisation was on a day. Who is founded later is nothing of it yet."""
    merged, closed = Q(merged_on__isnull=False, merged_on__lte=day), Q(closed_on__isnull=False, closed_on__lte=day)
    founded = Q(founded_on=None) | Q(founded_on__lte=day)
    return {"present": founded & ~merged & ~closed, "merged": merged, "closed": closed}


def _named(q: str) -> Q:
    """Name now or before, short name, pinyin or its initials, credit code, school code."""
    before = FormerName.objects.filter(name__icontains=q).values("organisation")
    spelled = Q(name_pinyin__icontains="".join(q.lower().split()))
    codes = Q(credit_code__istartswith=q) | Q(national_code__startswith=q) | Q(region_code__startswith=q)
    return Q(name__icontains=q) | Q(short_name__icontains=q) | spelled | codes | Q(pk__in=before)


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """How many of a kind lie in a county: members of the group on the day, and all that existed then."""

    schools: tuple[int, int] = (0, 0)
    enterprises: tuple[int, int] = (0, 0)
    parks: tuple[int, int] = (0, 0)


def counts_by_place(*, on: date) -> dict[int, PlaceCounts]:
    """Place → its counts; one query."""
    members = Q(memberships__since__lte=on) & (Q(memberships__until=None) | Q(memberships__until__gte=on))
    rows = (
        Organisation.objects.filter(
            states_on(on)["present"], place__isnull=False, kind__in=["school", "enterprise", "park"]
        )
        .order_by()
        .values("place", "kind")
        .annotate(every=Count("pk", distinct=True), members=Count("pk", filter=members, distinct=True))
    )
    found: dict[int | None, dict[str, tuple[int, int]]] = {}
    field = {"school": "schools", "enterprise": "enterprises", "park": "parks"}
    for row in rows:
        found.setdefault(row["place"], {})[field[row["kind"]]] = (row["members"], row["every"])
    return {place: PlaceCounts(**counts) for place, counts in found.items() if place is not None}
