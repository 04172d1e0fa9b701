"""Who sees whose pictures, and that more rows cost no more questions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast

from shouwei.front.displays.queries.wall import Mini, coverage_mini
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import student
from shouwei.ground.organisations.models import Organisation
from shouwei.oversight.planning.models import Plan
from shouwei.work.employment.models import Destination
from shouwei.work.programmes.models import Crosswalk, LeadIndustry, Programme, ProgrammeYear, Segment

PICTURES = ("flows", "quadrant", "workplaces", "wall")


def graduates(school: Organisation, people: int, *, local: int, code: str = "700206") -> None:
    Programme.objects.get_or_create(
        school=school,
        level="secondary",
        specialty_code=code,
        catalogue_edition="2021",
        defaults={"specialty_name": f"专业{code}"},
    )
    named: dict[str, Any] = {
        "specialty_code": code,
        "specialty_name": f"专业{code}",
        "state": "graduated",
        "cohort": 2026,
    }
    rows = Student.objects.bulk_create(student(school, f"{code}{n:03}", **named) for n in range(people))
    for place, one in enumerate(rows):
        Destination.objects.create(
            student=one,
            school=school,
            cohort=2026,
            level=one.level,
            specialty_code=code,
            code="10",
            workplace_county="340811" if place < local else "320505",
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "opens"),
    [
        ("chen", "1111"),
        ("fang", "1111"),
        ("li", "1111"),
        ("shen", "1111"),
        ("lin", "1110"),
        ("wu", "1110"),
        ("guan", "0000"),
    ],
)
def test_who_looks_at_which_picture(plan: Plan, cast: Cast, client: Client, who: str, opens: str) -> None:
    client.force_login(cast[who].user)

    answers = [client.get(reverse(f"displays:{name}")).status_code for name in PICTURES]

    assert answers == [200 if one == "1" else 403 for one in opens]


@pytest.mark.django_db
def test_a_school_sees_its_own_flow_only(cast: Cast, client: Client) -> None:
    graduates(cast.north, 12, local=6)
    graduates(cast.south, 20, local=8)
    client.force_login(cast.lin.user)

    answer = client.get(reverse("displays:flows"), {"by": "school", "school": str(cast.south.pk)})

    assert answer.context["flow"].went == {("北辰职校", "本市就业"): 6, ("北辰职校", "省外"): 6}
    assert "南岭" not in answer.content.decode()


@pytest.mark.django_db
def test_a_school_sees_the_map_of_its_own_graduates_only_and_small_places_together(cast: Cast, client: Client) -> None:
    Organisation.objects.create(name="宜秀区", kind="county", region_code="340811")
    graduates(cast.north, 14, local=6)
    graduates(cast.south, 20, local=8)
    client.force_login(cast.lin.user)

    answer = client.get(reverse("displays:workplaces"), {"school": str(cast.south.pk)})

    shown = answer.context["map"]
    assert ([(tile.code, tile.told) for tile in shown.tiles], shown.total) == ([("340811", "6")], 14)
    assert "南岭" not in answer.content.decode()


@pytest.mark.django_db
def test_the_map_hides_a_small_county_with_another(cast: Cast, client: Client) -> None:
    Organisation.objects.create(name="宜秀区", kind="county", region_code="340811")
    graduates(cast.north, 12, local=3)
    client.force_login(cast.fang.user)

    answer = client.get(reverse("displays:workplaces"))

    assert [(tile.code, tile.told) for tile in answer.context["map"].tiles] == [("340811", "—")]
    assert answer.context["map"].others == [("其他（人数较少的地方合并）", 12)]


@pytest.mark.django_db
def test_the_wall_renews_itself_until_it_is_told_not_to(plan: Plan, cast: Cast, client: Client) -> None:
    client.force_login(cast.fang.user)

    address = reverse("displays:wall")

    assert client.get(address).headers.get("Refresh") == "300"
    assert client.get(address, {"refresh": "off"}).headers.get("Refresh") is None


@pytest.mark.django_db
def test_a_wall_of_many_schools_and_industries_counts_schools_and_shows_the_gaps_first(cast: Cast) -> None:
    park = Organisation.objects.create(name="示例经开区", kind="park")
    industries = [
        LeadIndustry.objects.create(area=park, name=f"产业{n:02}", since=date(2019, 1, 1), source="示例")
        for n in range(14)
    ]
    segment = Segment.objects.create(industry=industries[0], name="整车", stage="middle")
    Crosswalk.objects.create(segment=segment, level="secondary", specialty_code="700206", specialty_name="示例专业",
                             strength=2, evidence="示例", state="reviewed", reviewed_on=date(2026, 1, 1))  # fmt: skip
    for n in range(10):
        school = Organisation.objects.create(name=f"示例第{n}职校", kind="school")
        point = Programme.objects.create(school=school, level="secondary", specialty_code="700206", specialty_name="示例专业",
                                         catalogue_edition="2021")  # fmt: skip
        ProgrammeYear.objects.create(programme=point, year=2026, status="filed", source="示例")

    many = coverage_mini(2026)

    none = [(0, ""), (0, ""), (0, "")]
    assert many == Mini(
        ["深度（校）", "有效（校）", "名义（校）"],
        [(f"示例经开区 产业{n:02}（未覆盖）", none) for n in range(1, 13)],
        by_school=False,
        left_out=2,
    )
    LeadIndustry.objects.filter(pk__in=[row.pk for row in industries[5:]]).delete()
    few = coverage_mini(2026)
    assert few.rows[0] == ("示例经开区 产业00", [(0, ""), (0, ""), (1, "10")])
    assert few.left_out == 0


@pytest.mark.django_db
@pytest.mark.parametrize("name", PICTURES)
def test_more_programmes_cost_no_more_questions(plan: Plan, cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.chen.user)
    address = reverse(f"displays:{name}")
    graduates(cast.north, 6, local=3)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for number in range(6):
        graduates(cast.south, 6, local=3, code=f"70020{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
