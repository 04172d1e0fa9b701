"""Industries, crosswalks and programmes as people keep them, up to the matrix on the page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.asking import questions
from tests.cast import Cast, make_identity

from shouwei.core.clock import now
from shouwei.core.verdict import Refused
from shouwei.ground.catalogues.rules.editions import About
from shouwei.ground.catalogues.rules.tables import Draft, Row
from shouwei.ground.catalogues.workflows.import_edition import import_edition
from shouwei.ground.catalogues.workflows.publish_edition import publish_edition
from shouwei.ground.learners.models import Student
from shouwei.ground.learners.tests.rolls import student
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Delegation, Identity, User
from shouwei.work.programmes.models import Crosswalk, LeadIndustry, Partner, Programme, ProgrammeYear, Segment
from shouwei.work.programmes.queries import Asked, coverage_of
from shouwei.work.programmes.rules.coverage import Depth
from shouwei.work.programmes.workflows.add_partner import add_partner
from shouwei.work.programmes.workflows.propose_crosswalk import propose_crosswalk
from shouwei.work.programmes.workflows.review_crosswalk import review_crosswalk
from shouwei.work.programmes.workflows.set_status import set_status
from shouwei.work.programmes.workflows.write_industry import SegmentLine, write_industry
from shouwei.work.programmes.workflows.write_programme import write_programme

DAY = date(2026, 6, 1)
ASKED = Asked(year=2026)


@pytest.fixture
def industry(cast: Cast) -> LeadIndustry:
    park = Organisation.objects.create(name="示例经开区", kind=Organisation.Kind.PARK)
    return write_industry(
        None,
        area=park,
        name="新能源汽车",
        since=date(2024, 1, 1),
        until=None,
        source="示例规划",
        confirmed=True,
        segments=[SegmentLine("整车", "middle", ("3612",)), SegmentLine("电池", "upstream", ())],
        by=cast.chen,
    )


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return write_programme(
        None,
        school=cast.north,
        cluster=None,
        by=cast.lin,
        level="secondary",
        specialty_code="700206",
        specialty_name="汽车运用与维修",
        catalogue_edition="2021",
        direction="",
    )


def propose(cast: Cast, industry: LeadIndustry) -> Crosswalk:
    return propose_crosswalk(
        industry.segments.get(name="整车"),
        level="secondary",
        specialty_code="700206",
        specialty_name="汽车运用与维修",
        occupation_code="",
        occupation_name="",
        strength=2,
        evidence="示例调研",
        by=cast.wu,
        today=DAY,
    )


def depth(industry: LeadIndustry, asked: Asked = ASKED) -> Depth:
    return coverage_of(asked).depths[industry.pk]


def test_from_nothing_to_deep_step_by_step(cast: Cast, industry: LeadIndustry, programme: Programme) -> None:
    steps = [depth(industry)]
    link = propose(cast, industry)
    set_status(programme, year=2026, status="enrolling", source="示例备案", by=cast.lin)
    steps.append(depth(industry))  # proposed only
    review_crosswalk(link, accept=True, strength=2, note="", by=cast.li, today=DAY)
    steps.append(depth(industry))
    Student.objects.bulk_create([student(cast.north, "S1", entry_year=2026)])
    steps.append(depth(industry))
    add_partner(
        programme,
        industry=industry,
        enterprise=cast.works,
        kind="order_class",
        since=DAY,
        until=None,
        source="示例协议",
        by=cast.lin,
    )
    steps.append(depth(industry))

    assert steps == [Depth.NONE, Depth.NONE, Depth.NOMINAL, Depth.EFFECTIVE, Depth.DEEP]
    assert depth(industry, Asked(year=2025)) is Depth.NONE  # another year, another standing
    by_segment = coverage_of(Asked(year=2026, by_segment=True))
    assert sorted((unit.name, by_segment.depths[unit.key]) for unit in by_segment.units) == [
        ("新能源汽车·整车", Depth.DEEP),
        ("新能源汽车·电池", Depth.NONE),
    ]


def test_the_page_names_every_programme_of_the_matrix_and_no_day_to_come(
    cast: Cast, client: Client, industry: LeadIndustry, programme: Programme
) -> None:
    review_crosswalk(propose(cast, industry), accept=True, strength=2, note="", by=cast.li, today=DAY)
    set_status(programme, year=2026, status="enrolling", source="示例备案", by=cast.lin)
    LeadIndustry.objects.create(area=industry.area, name="船舶动力", since=date(2024, 1, 1), source="示例规划")
    client.force_login(cast.chen.user)

    def shown(**asked: int) -> str:
        text = client.get(reverse("programmes:coverage"), {"year": 2026, **asked}).content.decode()
        return " ".join(re.sub(r"<[^>]+>", " ", text).split())

    whole = shown()
    assert "未 全集团，未覆盖" in whole  # the gap has its mark in the matrix too
    assert "示例经开区 新能源汽车 北辰职校 汽车运用与维修 0 名义覆盖" in whole
    assert "截至2026年12月31日" not in whole
    closed = shown(without=programme.pk)
    assert "1项覆盖下降" in closed
    assert "以下各数和矩阵均为停办后的情形" in closed
    assert "名义覆盖降为未覆盖" in closed
    assert "新能源汽车 北辰职校 汽车运用与维修 0" not in closed


def test_nobody_reviews_his_own_proposal_and_declining_needs_a_word(cast: Cast, industry: LeadIndustry) -> None:
    link = propose(cast, industry)
    with pytest.raises(Refused, match="自己提出"):
        review_crosswalk(link, accept=True, strength=2, note="", by=cast.wu, today=DAY)
    with pytest.raises(Refused, match="写明意见"):
        review_crosswalk(link, accept=False, strength=2, note=" ", by=cast.li, today=DAY)
    link.refresh_from_db()

    assert (link.state, link.reviewed_on) == ("proposed", None)


def test_nor_in_another_identity_nor_for_another_nor_by_a_second_account(cast: Cast, industry: LeadIndustry) -> None:
    """Persons are compared, and not only the identity that proposed."""
    link = propose(cast, industry)
    other_hat = Identity.objects.create(
        user=cast.wu.user, role="department", organisation=cast.li.organisation, since=date(2026, 1, 1)
    )
    Delegation.objects.create(
        identity=cast.wu, delegate=cast.lin.user, since=DAY, until=DAY, reason="出差", given_at=now()
    )
    second_account = make_identity("wu2", "吴示例", "department", cast.li.organisation)
    User.objects.filter(pk=second_account.user_id).update(email=cast.wu.user.email.upper())
    lent = Identity.objects.get(pk=cast.li.pk)
    lent.delegate = cast.wu.user  # the proposer stands in for the reviewer

    for by in (other_hat, cast.lin, second_account, lent):
        with pytest.raises(Refused, match="不能审定自己提出的对接"):
            review_crosswalk(link, accept=True, strength=2, note="", by=by, today=DAY)
    link.refresh_from_db()
    assert (link.state, link.reviewed_by) == ("proposed", None)
    assert review_crosswalk(link, accept=True, strength=2, note="", by=cast.li, today=DAY).state == "reviewed"


def test_filing_needs_its_paper(cast: Cast, programme: Programme) -> None:
    with pytest.raises(Refused, match="依据"):
        set_status(programme, year=2026, status="filed", source=" ", by=cast.lin)

    assert ProgrammeYear.objects.count() == 0


def test_a_segment_somebody_leans_on_is_not_dropped(cast: Cast, industry: LeadIndustry) -> None:
    propose(cast, industry)
    kept = {"area": industry.area, "name": industry.name, "since": industry.since, "until": None}
    with pytest.raises(Refused, match="整车"):
        write_industry(industry, **kept, source="x", confirmed=True, segments=[], by=cast.chen)  # type: ignore[arg-type]

    assert Segment.objects.count() == 2


def test_the_same_twice_is_refused_with_the_way_out(cast: Cast, industry: LeadIndustry, programme: Programme) -> None:
    propose(cast, industry)
    with pytest.raises(Refused, match="已经登记"):
        propose(cast, industry)
    values = {
        name: getattr(programme, name) for name in ("level", "specialty_code", "specialty_name", "catalogue_edition")
    }
    with pytest.raises(Refused, match="已登记这个专业点"):
        write_programme(None, school=cast.north, cluster=None, by=cast.lin, direction="", **values)

    assert (Crosswalk.objects.count(), Programme.objects.count()) == (1, 1)


def test_a_partnership_does_not_end_before_it_begins(cast: Cast, industry: LeadIndustry, programme: Programme) -> None:
    with pytest.raises(Refused, match="不能早于"):
        add_partner(
            programme,
            industry=industry,
            enterprise=cast.works,
            kind="base",
            since=DAY,
            until=date(2026, 5, 31),
            source="x",
            by=cast.lin,
        )

    assert Partner.objects.count() == 0


def test_a_chain_is_typed_line_by_line_and_a_slip_names_its_line(cast: Cast, client: Client) -> None:
    park = Organisation.objects.create(name="示例高新区", kind=Organisation.Kind.PARK)
    client.force_login(cast.chen.user)
    values = {"area": park.pk, "name": "化工新材料", "since": "2024-01-01", "source": "示例规划"}
    address = reverse("programmes:new_industry")

    refused = client.post(address, values | {"chain": "上游 原料 2614\n中间 中间体"})
    assert "第2行“中间 中间体”" in refused.content.decode()
    assert LeadIndustry.objects.count() == 0

    client.post(address, values | {"chain": "上游 原料 2614\n\n下游 涂料 2641、2642"})
    assert list(Segment.objects.order_by("pk").values_list("name", "stage", "codes")) == [
        ("原料", "upstream", ["2614"]),
        ("涂料", "downstream", ["2641", "2642"]),
    ]


def test_the_pages_ask_as_often_for_one_as_for_thirty(cast: Cast, client: Client, industry: LeadIndustry) -> None:
    client.force_login(cast.chen.user)
    pages = [reverse(f"programmes:{name}") for name in ("coverage", "industries", "programmes", "crosswalks")]

    def more(count: int, start: int) -> None:
        for i in range(start, start + count):
            row = Programme.objects.create(
                school=cast.north if i % 2 else cast.south,
                level="secondary",
                specialty_code=f"70{i:04}",
                specialty_name="示例",
                catalogue_edition="2021",
            )
            ProgrammeYear.objects.create(programme=row, year=2026, status="filed")
            Crosswalk.objects.create(
                segment=industry.segments.all()[0],
                level="secondary",
                specialty_code=f"70{i:04}",
                specialty_name="示例",
                strength=2,
                evidence="x",
                state="reviewed",
                reviewed_on=DAY,
                reviewed_by=cast.li,
                proposed_by=cast.wu,
            )
            LeadIndustry.objects.create(area=industry.area, name=f"产业{i}", since=DAY, source="x")

    more(2, 0)
    questions(client, pages)
    few = questions(client, pages)
    more(28, 2)

    assert questions(client, pages) == few


def test_a_school_writes_its_own_programmes_only(cast: Cast, client: Client, programme: Programme) -> None:
    client.force_login(cast.zhao.user)
    values = {
        "school": cast.south.pk,
        "level": "secondary",
        "specialty_code": "1",
        "specialty_name": "x",
        "catalogue_edition": "2021",
    }

    assert client.get(reverse("programmes:write_programme", args=[programme.pk])).status_code == 404
    assert client.post(reverse("programmes:set_status", args=[programme.pk]), {"year": 2026}).status_code == 404
    foreign = client.post(reverse("programmes:new_programme"), values | {"school": cast.north.pk})
    assert foreign.status_code == 200
    assert client.post(reverse("programmes:new_programme"), values).status_code == 302
    client.force_login(cast.he.user)
    assert client.get(reverse("programmes:new_programme")).status_code == 403
    assert sorted(Programme.objects.values_list("school", flat=True)) == sorted([cast.north.pk, cast.south.pk])


def test_an_occupation_is_one_of_the_catalogue_and_bears_its_name(cast: Cast, industry: LeadIndustry) -> None:
    about = About(catalogue="occupations", name="2022年版", source="示例")
    rows = [Row("6-22-02-00", "汽车整车制造人员", "小类", ""), Row("6-22-02-01", "汽车装调工", "细类", "")]
    publish_edition(import_edition(Draft(rows=rows), about, checksum="", by=None), by=None, today=DAY)
    said: dict[str, Any] = {
        "level": "secondary", "specialty_code": "700206", "specialty_name": "汽车运用与维修", "strength": 2, "evidence": "示例调研",
        "by": cast.wu, "today": DAY,
    }  # fmt: skip

    def proposed(code: str, name: str = "") -> str:
        try:
            return propose_crosswalk(
                industry.segments.get(name="整车"), occupation_code=code, occupation_name=name, **said
            ).occupation_name
        except Refused as refused:
            return str(refused)

    assert [proposed("6-22-02-09", "汽车装调工"), proposed("6-22-02-00"), proposed("6-22-02-01", "车工")] == [
        "职业分类大典中没有代码6-22-02-09。名称相近的有：6-22-02-01 汽车装调工。",
        "6-22-02-00是小类“汽车整车制造人员”，请填写其下的职业。",
        "6-22-02-01在职业分类大典中是“汽车装调工”，不是“车工”。",
    ]
    assert (Crosswalk.objects.count(), proposed("6-22-02-01")) == (0, "汽车装调工")
