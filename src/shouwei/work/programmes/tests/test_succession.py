"""What became of programmes, and which groupings stand beside which."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.organisations.models import Organisation
from shouwei.work.programmes.models import Category, CategoryMapping, Programme, ProgrammeChange, ProgrammeYear
from shouwei.work.programmes.queries import succession_of, taxonomies
from shouwei.work.programmes.rules.succession import Succession, may_succeed
from shouwei.work.programmes.workflows.map_categories import map_categories
from shouwei.work.programmes.workflows.record_succession import record_succession
from shouwei.work.programmes.workflows.set_status import set_status
from shouwei.work.programmes.workflows.write_category import write_category

DAY = date(2026, 6, 1)


def point(school: Organisation, code: str = "700206", name: str = "汽车运用与维修") -> Programme:
    return Programme.objects.create(
        school=school, level="secondary", specialty_code=code, specialty_name=name, catalogue_edition="2021"
    )


@pytest.mark.parametrize(
    ("kind", "changed", "goes", "itself", "sentence"),
    [
        ("renamed", {"new_name": "汽车运用与维修"}, False, False, ""),
        ("renamed", {}, False, False, "须填写新的专业名称"),
        ("renamed", {"new_name": "旧名 "}, False, False, "须填写新的专业名称，现为“旧名”"),  # the name it bears
        ("renamed", {"new_name": "汽车运用与维修"}, True, False, "不涉及其他专业点"),
        ("merged", {}, True, False, ""),
        ("merged", {}, False, False, "须选择去往的专业点"),
        ("merged", {}, True, True, "不能并入自己"),
        ("recoded", {}, True, False, ""),
        ("moved", {"source": " "}, True, False, "请写明依据"),
        ("moved", {"happened_on": date(2026, 6, 2)}, True, False, "还没有到"),  # tomorrow
    ],
)
def test_when_a_programme_goes_on(
    kind: str, changed: dict[str, object], goes: bool, itself: bool, sentence: str
) -> None:
    change = Succession(**({"kind": kind, "happened_on": DAY, "source": "示例批复"} | changed))  # type: ignore[arg-type]

    verdict = may_succeed(change, now="旧名", goes=goes, goes_into_itself=itself, today=DAY)

    assert (bool(verdict), sentence in verdict.reason) == (not sentence, True)


@pytest.mark.django_db
def test_a_renamed_programme_keeps_its_old_name_in_its_history(cast: Cast) -> None:
    programme = point(cast.north, name="汽车修理")

    record_succession(
        programme, Succession("renamed", DAY, "示例批复", new_name="汽车运用与维修"), into=None, by=cast.lin, today=DAY
    )

    programme.refresh_from_db()
    (change,) = succession_of(programme)
    assert (programme.specialty_name, change.before, change.after) == (
        "汽车运用与维修",
        "汽车修理 700206（2021版目录）",
        "汽车运用与维修 700206（2021版目录）",
    )
    assert Event.objects.filter(what="登记专业点沿革", why="示例批复").count() == 1


@pytest.mark.django_db
def test_the_name_that_stands_is_that_of_the_latest_change(cast: Cast) -> None:
    programme = point(cast.north, name="汽车修理")

    def rename(name: str, day: date) -> None:
        record_succession(programme, Succession("renamed", day, "示例批复", name), into=None, by=cast.lin, today=DAY)

    rename("汽车运用与维修", date(2025, 9, 1))
    rename("汽车检修", date(2025, 9, 1))  # of the same day
    with pytest.raises(Refused, match="2025年9月1日已经更名"):
        rename("汽车维护", date(2025, 8, 31))

    programme.refresh_from_db()
    assert (programme.specialty_name, ProgrammeChange.objects.count()) == ("汽车检修", 2)


@pytest.mark.django_db
def test_a_merged_programme_is_closed_from_that_year_and_both_sides_tell_it(cast: Cast) -> None:
    old, new = point(cast.north), point(cast.south, "700205", "汽车制造与检测")
    set_status(old, year=2025, status="enrolling", source="示例备案", by=cast.lin)

    record_succession(old, Succession("merged", DAY, "示例批复"), into=new, by=cast.lin, today=DAY)

    assert list(ProgrammeYear.objects.order_by("year").values_list("programme", "year", "status", "source")) == [
        (old.pk, 2025, "enrolling", "示例备案"),
        (old.pk, 2026, "closed", "示例批复"),
    ]
    assert succession_of(old) == succession_of(new)
    with pytest.raises(Refused, match="不能并入自己"):
        record_succession(old, Succession("merged", DAY, "示例批复"), into=old, by=cast.lin, today=DAY)
    assert ProgrammeChange.objects.count() == 1


@pytest.mark.django_db
def test_over_the_pages(cast: Cast, client: Client) -> None:
    old, new = point(cast.north), point(cast.north, "700205", "汽车制造与检测")
    client.force_login(cast.lin.user)
    sent = {"kind": "recoded", "happened_on": "2026-01-05", "source": "示例批复", "into": new.pk}

    assert client.post(reverse("programmes:record_succession", args=[old.pk]), sent).status_code == 302

    for programme in (old, new):
        assert "示例批复" in client.get(reverse("programmes:programme", args=[programme.pk])).content.decode()
    client.force_login(cast.zhao.user)
    assert client.post(reverse("programmes:record_succession", args=[old.pk]), sent).status_code == 404
    assert ProgrammeChange.objects.count() == 1


@pytest.mark.django_db
def test_groupings_are_mapped_openly_and_told_on_both_sides(cast: Cast) -> None:
    Category.objects.all().delete()
    cluster = write_category(scheme="cluster", name="电子信息", source="示例方案", since=DAY, by=cast.li)
    quota = write_category(scheme="quota", name="信息技术", source="示例方案", since=DAY, by=cast.li)
    with pytest.raises(Refused, match="已有"):
        write_category(scheme="quota", name="信息技术", source="另一方案", since=DAY, by=cast.li)
    with pytest.raises(Refused, match="同属专业群"):
        map_categories(cluster, cluster, nearness="same", note="x", by=cast.li)
    with pytest.raises(Refused, match="相同在哪里"):
        map_categories(cluster, quota, nearness="same", note=" ", by=cast.li)

    map_categories(cluster, quota, nearness="same", note="一致", by=cast.li)
    map_categories(quota, cluster, nearness="not", note="信息技术偏软件与网络", by=cast.li)  # said better

    assert list(CategoryMapping.objects.values_list("nearness", "note")) == [("not", "信息技术偏软件与网络")]
    told = {
        line["row"].name: [(near.scheme, near.name, near.nearness) for near in line["near"]]
        for scheme in taxonomies()
        for line in scheme["rows"]  # type: ignore[attr-defined]  # of a page's context
    }
    assert told == {
        "电子信息": [("扩招增量类别", "信息技术", "名称相近但不同")],
        "信息技术": [("专业群", "电子信息", "名称相近但不同")],
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "status", "written"), [("li", 302, 1), ("chen", 302, 1), ("lin", 403, 0), ("fang", 403, 0)]
)
def test_who_keeps_the_groupings(cast: Cast, client: Client, who: str, status: int, written: int) -> None:
    Category.objects.all().delete()
    client.force_login(cast[who].user)
    sent = {"scheme": "training", "name": "现代农业", "since": "2026-01-01", "source": "示例方案"}

    assert client.post(reverse("programmes:write_category"), sent).status_code == status
    assert Category.objects.count() == written
