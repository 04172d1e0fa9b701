"""Names and mergers: what was is kept, nothing that points at an organisation is rewritten, a week to think again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.listings import Asked
from shouwei.core.sheets import Column, Context, Kind, Rows
from shouwei.core.sheets.cells import Wrong, reader_of
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event

from ..listings import ORGANISATIONS
from ..models import FormerName, Membership, Merger, Organisation
from ..queries import (
    PlaceCounts,
    Wanted,
    counts_by_place,
    day_asked,
    listed,
    members_on,
    names_on,
    successor_on,
    words_for,
)
from ..rules.organisations import name_on
from ..sheets import sound_rows
from ..workflows.merge_organisations import merge_organisations, undo_merger
from ..workflows.rename_organisation import rename_organisation, undo_rename

TODAY = date(2026, 4, 15)
NEW_NAME = {"name": "北辰技师学院", "short_name": "北辰技院", "since": date(2026, 4, 1), "source": "市政府批复"}


def rename(cast: Cast, **changes: Any) -> FormerName:
    return rename_organisation(cast.north, **{**NEW_NAME, **changes}, by=cast.chen, today=TODAY)


def merge(cast: Cast, **changes: Any) -> Merger:
    entered: dict[str, Any] = {
        "absorbed": cast.north,
        "successor": cast.south,
        "on": date(2026, 4, 1),
        "source": "市政府批复",
    }
    entered |= changes
    absorbed, successor = entered.pop("absorbed"), entered.pop("successor")
    return merge_organisations(absorbed, successor, **entered, by=cast.chen, today=TODAY)


@pytest.mark.django_db
def test_the_old_name_holds_until_the_day_before(cast: Cast) -> None:
    rename(cast)

    cast.north.refresh_from_db()
    days = (date(2020, 1, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [names_on(day, [cast.north])[cast.north.pk] for day in days] == [
        "北辰职业学校",
        "北辰职业学校",
        "北辰技师学院",
    ]
    assert (cast.north.short_name, cast.lin.organisation_id) == ("北辰技院", cast.north.pk)
    event = Event.objects.get(what="单位更名")
    assert (event.changes, event.why) == ({"name": ["北辰职业学校", "北辰技师学院"]}, "市政府批复")
    found = listed(Organisation.objects.all(), Wanted(q="北辰职业"), on=TODAY)
    assert list(found) == [cast.north]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "北辰职业学校"}, "新名称与现名称相同"),
        ({"name": "南岭职业学校"}, "两个单位合为一个时请用“并入”"),
        ({"name": "  "}, "请填写新名称"),
        ({"since": TODAY + timedelta(days=2)}, "不能晚于明天"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_is_written(
    cast: Cast, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        rename(cast, **changes)

    cast.north.refresh_from_db()
    assert (cast.north.name, FormerName.objects.count(), Event.objects.count()) == ("北辰职业学校", 0, 0)


@pytest.mark.django_db
def test_a_second_renaming_comes_after_the_first(cast: Cast) -> None:
    rename(cast)

    with pytest.raises(Refused, match="上一个名称用到2026年3月31日"):
        rename(cast, name="北辰高级技师学院", since=date(2026, 4, 1))

    rename(cast, name="北辰高级技师学院", since=date(2026, 4, 10))
    assert [names_on(day, [cast.north])[cast.north.pk] for day in (date(2026, 3, 31), date(2026, 4, 9))] == [
        "北辰职业学校",
        "北辰技师学院",
    ]


@pytest.mark.django_db
def test_a_renaming_is_taken_back_within_a_week(cast: Cast) -> None:
    rename(cast)

    with pytest.raises(Refused, match="登记已过8天，超过7天不能撤回"):
        undo_rename(cast.north, by=cast.chen, today=TODAY + timedelta(days=8))
    undo_rename(cast.north, by=cast.chen, today=TODAY + timedelta(days=7))

    cast.north.refresh_from_db()
    assert (cast.north.name, cast.north.short_name, FormerName.objects.count()) == ("北辰职业学校", "北辰职校", 0)
    with pytest.raises(Refused, match="没有更名记录"):
        undo_rename(cast.north, by=cast.chen, today=TODAY)


@given(st.lists(st.integers(1, 300), unique=True, max_size=6), st.integers(0, 301))
def test_every_day_has_the_name_of_the_first_period_that_reaches_it(ends: list[int], day: int) -> None:
    start = date(2020, 1, 1)
    former = [(start + timedelta(days=end), f"用到{end}") for end in ends]

    name = name_on(start + timedelta(days=day), now="现名", former=former)

    later = [end for end in sorted(ends) if end >= day]
    assert name == (f"用到{later[0]}" if later else "现名")


@pytest.mark.django_db
def test_a_merger_ends_the_membership_and_leaves_everything_else(cast: Cast) -> None:
    merger = merge(cast)

    cast.north.refresh_from_db()
    assert (cast.north.merged_into, cast.north.merged_on) == (cast.south, date(2026, 4, 1))
    assert [successor_on(cast.north, day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [cast.north, cast.south]
    membership = Membership.objects.get(organisation=cast.north)
    assert (membership.until, merger.ended) == (date(2026, 3, 31), membership)
    assert set(members_on(date(2026, 3, 31))) == {cast.north, cast.south, cast.works}
    assert set(members_on(TODAY)) == {cast.south, cast.works}
    cast.lin.refresh_from_db()
    assert (cast.lin.organisation, cast.lin.until) == (cast.north, None)
    event = Event.objects.get()
    assert (event.what, event.on_id, event.about_id) == ("并入南岭职校", cast.north.pk, cast.south.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (lambda cast: {"successor": cast.north}, "不能并入本单位"),
        (lambda cast: {"successor": cast.works}, "只有同类单位才能并入"),
        (lambda cast: {"on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        (lambda cast: {"on": date(2026, 1, 1)}, "2026年1月1日才加入集团"),
    ],
)
def test_a_merger_that_cannot_be_is_refused_and_nothing_is_written(cast: Cast, changes: Any, words: str) -> None:
    with pytest.raises(Refused, match=words):
        merge(cast, **changes(cast))

    cast.north.refresh_from_db()
    assert (cast.north.merged_into, Merger.objects.count(), Event.objects.count()) == (None, 0, 0)
    assert Membership.objects.get(organisation=cast.north).until is None


@pytest.mark.django_db
def test_mergers_run_in_no_circle_and_may_follow_each_other(cast: Cast) -> None:
    third = Organisation.objects.create(name="第三学校", kind="school")
    merge(cast)

    with pytest.raises(Refused, match="请选择现存的单位"):
        merge(cast, absorbed=cast.south, successor=cast.north)
    with pytest.raises(Refused, match="已并入其他单位或已撤销，不能再并入"):
        merge(cast, successor=third)
    merge(cast, absorbed=cast.south, successor=third, on=date(2026, 4, 10))

    cast.north.refresh_from_db()
    assert [successor_on(cast.north, day) for day in (date(2026, 4, 9), date(2026, 4, 10))] == [cast.south, third]


@pytest.mark.django_db
def test_a_merger_is_taken_back_within_a_week(cast: Cast) -> None:
    merge(cast)

    with pytest.raises(Refused, match="超过7天不能撤回"):
        undo_merger(cast.north, by=cast.chen, today=TODAY + timedelta(days=8))
    undo_merger(cast.north, by=cast.chen, today=TODAY)

    cast.north.refresh_from_db()
    assert (cast.north.merged_into, cast.north.merged_on) == (None, None)
    assert Membership.objects.get(organisation=cast.north).until is None
    assert Merger.objects.get().undone_on == TODAY
    merge(cast)  # and may be entered again


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status", "merged"), [("chen", 302, 1), ("guan", 302, 1), ("li", 403, 0), ("lin", 403, 0), ("shen", 403, 0)]
)
def test_who_may_merge(client: Client, cast: Cast, who: str, status: int, merged: int) -> None:
    client.force_login(cast[who].user)
    entered = {"successor": cast.south.pk, "on": "2026-04-01", "source": "批复", "seen": f"{cast.south.pk} 2026-04-01"}

    answer = client.post(reverse("organisations:merge_organisation", args=[cast.north.pk]), entered)

    assert (answer.status_code, Merger.objects.count()) == (status, merged)


@pytest.mark.django_db
def test_the_preview_says_what_will_be_and_writes_nothing(client: Client, cast: Cast) -> None:
    client.force_login(cast.chen.user)
    entered = {"successor": cast.south.pk, "on": "2026-04-01", "source": "批复"}

    page = client.post(reverse("organisations:merge_organisation", args=[cast.north.pk]), entered).content.decode()

    assert "2026年4月1日起，北辰职业学校由南岭职业学校承继" in page
    assert "北辰职校的成员资格（2026年1月1日加入）到前一天为止" in page
    assert f'name="seen" value="{cast.south.pk} 2026-04-01"' in page
    changed = {**entered, "on": "2026-04-02", "seen": f"{cast.south.pk} 2026-04-01"}
    page = client.post(reverse("organisations:merge_organisation", args=[cast.north.pk]), changed).content.decode()
    assert "2026年4月2日起" in page  # what was not looked at is shown again
    assert Merger.objects.count() == 0
    name = {**NEW_NAME, "since": "2026-04-01"}
    page = client.post(reverse("organisations:rename_organisation", args=[cast.north.pk]), name).content.decode()
    assert "2026年3月31日及以前仍叫“北辰职业学校”" in page
    assert FormerName.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "rows", "map_row"),
    [
        (
            "2026-03-31",
            [("北辰职业学校", "现名北辰技师学院", "present"), ("南岭职业学校", "", "present")],
            "怀宁县：学校2所，企业0家，园区0个",
        ),
        (
            "2026-04-09",
            [("北辰技师学院", "", "present"), ("南岭职业学校", "", "present")],
            "怀宁县：学校2所，企业0家，园区0个",
        ),
        (
            "2026-04-10",
            [("北辰技师学院", "2026年4月10日并入南岭职校", "merged"), ("南岭职业学校", "", "present")],
            "怀宁县：学校1所，企业0家，园区0个",
        ),
    ],
)
def test_list_map_and_file_tell_a_day_as_it_was(
    client: Client, cast: Cast, on: str, rows: list[tuple[str, str, str]], map_row: str
) -> None:
    huaining = Organisation.objects.create(name="怀宁县", kind="county", region_code="340822")
    Organisation.objects.filter(pk__in=[cast.north.pk, cast.south.pk]).update(place=huaining)
    rename(cast)
    merge(cast, on=date(2026, 4, 10))
    client.force_login(cast.chen.user)

    answer = client.get(reverse("organisations:organisations"), {"kind": "school", "on": on})

    page = answer.content.decode()
    assert [row.name_then for row in answer.context["page"]] == [name for name, _, _ in rows]
    assert all(said in page for _, said, _ in rows)
    for state in ("present", "merged"):
        asked = {"kind": "school", "on": on, "state": state}
        found = [row.name_then for row in client.get(reverse("organisations:organisations"), asked).context["page"]]
        assert found == [name for name, _, was in rows if was == state]
    assert map_row in client.get(reverse("organisations:map"), {"on": on}).content.decode()
    query = QueryDict(f"kind=school&on={on}")
    taken = ORGANISATIONS.rows(Asked(identity=cast.chen, query=query, today=TODAY))
    assert [ORGANISATIONS.columns[0].value(row) for row in taken] == [name for name, _, _ in rows]


@pytest.mark.parametrize("text", ["", "gestern", "2026-02-30", "2027-01-01"])
def test_a_day_that_is_none_or_to_come_is_today(text: str) -> None:
    assert day_asked(QueryDict(f"on={text}"), today=TODAY) == TODAY


@pytest.mark.django_db
def test_a_school_not_yet_founded_is_not_on_the_map_of_that_day(cast: Cast) -> None:
    huaining = Organisation.objects.create(name="怀宁县", kind="county", region_code="340822")
    Organisation.objects.create(name="新校", kind="school", place=huaining, founded_on=date(2026, 4, 1))

    assert counts_by_place(on=date(2026, 3, 31)) == {}
    assert counts_by_place(on=date(2026, 4, 1)) == {huaining.pk: PlaceCounts(schools=(0, 1))}


@pytest.mark.django_db
def test_the_preview_of_a_merger_lists_whose_work_must_be_handed_over(client: Client, cast: Cast) -> None:
    client.force_login(cast.chen.user)
    entered = {"successor": cast.south.pk, "on": "2026-04-01", "source": "批复"}

    page = client.post(reverse("organisations:merge_organisation", args=[cast.north.pk]), entered).content.decode()

    assert "林示例" in page
    assert "吴示例" in page


@pytest.mark.django_db
def test_a_roster_under_the_old_name_is_read_as_the_school_of_now(cast: Cast) -> None:
    rename(cast)
    schools = Organisation.objects.filter(kind="school")

    words = words_for(schools, on=TODAY)

    assert words == {
        "北辰技师学院": cast.north.pk,
        "北辰技院": cast.north.pk,
        "南岭职业学校": cast.south.pk,
        "南岭职校": cast.south.pk,
    }
    assert words.former == {"北辰职业学校": "北辰技师学院", "北辰职校": "北辰技师学院"}
    read = reader_of(Column("school", "学校", Kind.CHOICE), words)
    assert read("北辰职业学校") == (cast.north.pk, "原名称，读作现名称“北辰技师学院”")
    assert read("北辰技院") == (cast.north.pk, "")
    assert words_for(schools.filter(pk=cast.south.pk), on=TODAY).former == {}


@pytest.mark.django_db
def test_an_old_name_that_could_be_two_is_not_guessed(cast: Cast) -> None:
    rename(cast)
    Organisation.objects.create(name="北辰职业学校", kind="enterprise")
    FormerName.objects.create(
        organisation=cast.south,
        name="南岭高级中学",
        short_name="北辰职校",
        until=TODAY,
        source="批复",
        recorded_on=TODAY,
    )

    words = words_for(Organisation.objects.filter(kind="school"), on=TODAY)

    assert words.former == {"南岭高级中学": "南岭职业学校"}
    read = reader_of(Column("school", "学校", Kind.CHOICE), words)
    said = "不止一个单位用过，可能指“北辰技师学院”或“{}”，请写现在的全称。"
    with pytest.raises(Wrong, match=f"^“北辰职业学校”{said.format('北辰职业学校')}$"):
        read("北辰职业学校")
    with pytest.raises(Wrong, match=f"^“北辰职校”{said.format('南岭职业学校')}$"):
        read("北辰 职校")
    for name, of in (("南岭高级中学", cast.south.pk), ("南岭职业学校", cast.south.pk)):
        assert read(name)[0] == of


@pytest.mark.django_db
def test_a_short_name_that_two_bear_is_not_guessed(cast: Cast) -> None:
    Organisation.objects.create(name="南岭职业技术学校", short_name="南岭职校", kind="school")
    Organisation.objects.create(name="南岭职校", kind="enterprise")

    words = words_for(Organisation.objects.filter(kind="school"), on=TODAY)

    with pytest.raises(Wrong, match="“南岭职校”可能指“南岭职业技术学校”或“南岭职业学校”，请写全称。"):
        reader_of(Column("school", "学校", Kind.CHOICE), words)("南岭职校")


@pytest.mark.django_db
def test_a_school_that_is_no_more_is_understood_for_rows_of_before_or_refused_with_its_successor(cast: Cast) -> None:
    rename(cast)
    merge(cast, on=date(2026, 4, 10))
    schools, column = Organisation.objects.filter(kind="school"), Column("school", "学校", Kind.CHOICE)

    of_before = words_for(schools, on=TODAY)
    of_now = words_for(schools, on=TODAY, past=False)

    gone = "2026年4月10日起已并入“南岭职业学校”"
    assert of_before.offered == ["南岭职业学校", "南岭职校"]
    assert reader_of(column, of_before)("北辰技师学院") == (cast.north.pk, gone)
    assert reader_of(column, of_before)("北辰职校") == (
        cast.north.pk,
        f"原名称，读作现名称“北辰技师学院”；{gone}",
    )
    for word in ("北辰技师学院", "北辰技院", "北辰职业学校"):
        with pytest.raises(Wrong, match=f"“北辰技师学院”{gone}，不能再选。请改写现在的单位。"):
            reader_of(column, of_now)(word)
    assert words_for(schools, on=date(2026, 4, 9)).ended == {}


@pytest.mark.django_db
def test_the_list_of_organisations_makes_no_second_one_of_a_former_name(cast: Cast) -> None:
    rename(cast)
    rows = Rows(("name", "kind"), [("北辰职业学校", "school"), ("北辰技师学院", "school")])

    faults = list(sound_rows(rows, Context(cast.chen, TODAY)))

    assert [(fault.row, fault.column, fault.reason[:27]) for fault in faults] == [
        (0, "name", "“北辰职业学校”是“北辰技师学院”的原名称，请写现名称")
    ]
