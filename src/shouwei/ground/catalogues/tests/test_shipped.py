"""What comes along: Anqing's counties through the years, and doing it twice changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import places

from ..models import Code, Edition
from ..queries import children, find, region_on, search
from ..reading import lines_of_upload
from ..rules.tables import read_table
from ..rules.totals import differences, totals_for
from ..workflows.enter_counties import enter_counties
from ..workflows.load_shipped import load_shipped, load_small

TODAY = date(2026, 4, 15)


@pytest.fixture
def shipped(db: None) -> None:
    load_shipped(by=None, today=TODAY)


@pytest.mark.usefixtures("shipped")
def test_regions_through_the_years() -> None:
    assert load_shipped(by=None, today=TODAY) == []  # a second time

    def name(code: str, day: date) -> str:
        found = find("regions", code, on=day)
        return found.name if found else ""

    before, after = date(2014, 6, 1), date(2016, 6, 1)
    assert [name("340823", before), name("340823", after), name("340722", before), name("340722", after)] == [
        "枞阳县",
        "",
        "",
        "枞阳县",
    ]
    assert [name("340821", date(1995, 1, 1)), name("340881", date(1995, 1, 1)), name("340881", TODAY)] == [
        "桐城县",
        "",
        "桐城市",
    ]
    assert [name("340824", date(2017, 1, 1)), name("340882", date(2017, 1, 1)), name("340882", TODAY)] == [
        "潜山县",
        "",
        "潜山市",
    ]
    assert [name("340811", date(2004, 1, 1)), name("340811", TODAY)] == ["郊区", "宜秀区"]
    assert region_on("340823", since=before, until=after) == ("340722",)
    assert region_on("342822", since=date(1985, 1, 1), until=TODAY) == ("340881",)
    assert region_on("340824", since=date(2017, 1, 1), until=TODAY) == ("340882",)
    assert region_on("340222", since=date(1982, 6, 1), until=TODAY) == (
        "340212",
    )  # 繁昌, whose code went and came back
    assert region_on("340704", since=date(1986, 6, 1), until=TODAY) == ()  # dissolved, successor unknown
    edition = Edition.objects.get(catalogue="regions")
    assert edition.counts == {"省级": 34, "地级": 333, "县级": 2847, "乡级": 1534}
    ten = children(edition, "340800", on=TODAY).values_list("name", flat=True)
    assert list(ten) == [
        "迎江区",
        "大观区",
        "宜秀区",
        "怀宁县",
        "太湖县",
        "宿松县",
        "望江县",
        "岳西县",
        "桐城市",
        "潜山市",
    ]
    assert children(edition, "340800", on=before).filter(code="340823").exists()
    assert [one.code for one in search("tongcheng", on=TODAY, catalogues=("regions",))][:1] == ["340881"]
    occupations = Edition.objects.get(catalogue="occupations")
    assert occupations.counts == {"大类": 8, "中类": 72, "小类": 335, "细类": 1632}
    assert len(occupations.differences) == 3  # the source's known gaps are told
    orphans = [
        row.code
        for row in Code.objects.filter(edition=occupations).exclude(parent="")
        if not Code.objects.filter(edition=occupations, code=row.parent).exists()
    ][:1]
    assert orphans == []
    made = enter_counties("340800", by=None, today=TODAY)
    assert (len(made), [place.region_code for place in places()][:2]) == (11, ["340800", "340802"])
    assert enter_counties("340800", by=None, today=TODAY) == []
    with pytest.raises(Refused, match="没有地级市代码“340802”"):
        enter_counties("340802", by=None, today=TODAY)
    assert Organisation.objects.filter(kind="county").count() == 11


@pytest.mark.django_db
def test_the_newer_destination_codes_wait_for_their_day() -> None:
    load_small(by=None, today=TODAY)

    assert find("destinations", "50", on=TODAY) is not None
    assert find("destinations", "502", on=TODAY) is None
    assert Edition.objects.get(name="三位代码（部分）").state == "draft"


PAGES = ("home", "search", "editions")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["chen", "shen", "lin"])
def test_the_lists_are_open_to_everybody_the_editions_to_those_who_answer_for_them(
    client: Client, cast: Cast, who: str
) -> None:
    load_small(by=None, today=TODAY)
    client.force_login(cast[who].user)
    edition = Edition.objects.get(catalogue="specialties")

    statuses = [client.get(reverse(f"catalogues:{name}"), {"q": "汽车"}).status_code for name in PAGES]
    statuses += [client.get(reverse("catalogues:code", args=["specialties", "4607"])).status_code]
    statuses += [client.get(reverse("catalogues:edition", args=[edition.pk])).status_code]

    assert statuses == ([200, 200, 403, 200, 403] if who == "lin" else [200] * 5)
    assert client.get(reverse("catalogues:code", args=["specialties", "999999"])).status_code == 404
    assert client.get(reverse("catalogues:browse", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_the_official_sized_lists_are_read_whole() -> None:
    """With the steering tables at hand the whole lists go through the reader; without them this says so aloud and checks less."""
    folder = Path(__file__).resolve().parents[5].parent / "shared" / "data"
    wanted: dict[str, dict[str, int]] = {
        "specialties": {"高职专科": 744 + 58, "职业本科": 246 + 74, "中职": 6, "大类": 19, "专业类": 97},
        "industries": {"门类": 20, "大类": 97, "中类": 473, "小类": 1381},
    }
    for catalogue, counts in wanted.items():
        file = folder / f"{catalogue}.csv"
        if not file.exists():
            pytest.skip(f"LOUD: {file.name} is not at ../shared/data: the whole list of {catalogue} was not read")
        draft = read_table(catalogue, lines_of_upload(file.read_bytes(), file.name))
        assert (draft.problems, draft.counts) == ([], counts)
        if catalogue == "industries":
            assert differences(totals_for(catalogue, "GB/T 4754-2017"), draft.counts) == []


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("code", "on", "said"),
    [
        ("340823", "2026-11-30", ["2026年11月30日没有这个代码", "已改为", "340722 枞阳县"]),
        ("342823", "2026-11-30", ["已改为", "340722 枞阳县"]),  # twice, one after the other
        ("342823", "2000-01-01", ["已改为", "340823 枞阳县"]),
        ("340823", "2010-01-01", ["340823 枞阳县", "1988年 同名改码"]),
    ],
)
def test_the_page_of_a_code_that_is_no_more_leads_to_what_it_has_become(
    client: Client, cast: Cast, code: str, on: str, said: list[str]
) -> None:
    client.force_login(cast.lin.user)

    page = client.get(reverse("catalogues:code", args=["regions", code]), {"on": on}).content.decode()

    assert [word for word in said if word not in page] == []
    assert ("已改为" in page) == ("已改为" in said)
