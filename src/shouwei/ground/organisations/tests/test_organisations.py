"""The list, the page, facts, contacts, the map."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast

from shouwei.core.sheets import SHEETS, Context, Rows
from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event

from ..models import Contact, Fact, Organisation
from ..queries import PlaceCounts, counts_by_place, staff_on
from ..rules.layouts import ANQING, Spot, laid_out
from ..rules.organisations import Particulars
from ..workflows.keep_contact import add_contact
from ..workflows.keep_organisation import add_organisation, change_organisation
from ..workflows.note_fact import confirm_fact, note_fact

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 15)
USCC = "91350100M000100Y43"


def staff(cast: Cast, number: int, as_of: date) -> Fact:
    return note_fact(
        cast.works, topic="staff", number=number, text="", as_of=as_of, source="企业年报", by=cast.he, today=TODAY
    )


def test_an_organisation_is_added_with_tidy_codes_and_changed_with_a_trail(cast: Cast) -> None:
    made = add_organisation(
        Particulars(name=" 拟云新材料有限公司 ", kind="enterprise", credit_code="９１350100m000100y43"), by=cast.chen
    )
    changed = change_organisation(made, Particulars(name="不改", short_name="拟云", industry_code="265"), by=cast.chen)

    assert (made.name, made.credit_code, changed.name, changed.credit_code) == (
        "拟云新材料有限公司",
        USCC,
        "拟云新材料有限公司",
        "",
    )
    events = list(Event.objects.order_by("pk").values_list("what", "changes"))
    assert events == [
        ("增加单位", {}),
        ("更正单位资料", {"short_name": ["", "拟云"], "credit_code": [USCC, ""], "industry_code": ["", "265"]}),
    ]


def test_a_code_that_belongs_to_another_is_refused(cast: Cast) -> None:
    add_organisation(Particulars(name="甲公司", kind="enterprise", credit_code=USCC), by=cast.chen)

    with pytest.raises(Refused, match="统一社会信用代码与其他单位重复"):
        add_organisation(Particulars(name="乙公司", kind="enterprise", credit_code=USCC), by=cast.chen)

    assert not Organisation.objects.filter(name="乙公司").exists()


def test_nobody_stands_above_himself(cast: Cast) -> None:
    top = add_organisation(Particulars(name="上级", kind="authority"), by=cast.chen)
    below = add_organisation(Particulars(name="下级", kind="authority", parent_id=top.pk), by=cast.chen)

    with pytest.raises(Refused, match="上级不能是本单位或其下级单位"):
        change_organisation(top, Particulars(name="", parent_id=below.pk), by=cast.chen)

    top.refresh_from_db()
    assert top.parent is None


def test_a_fact_is_unconfirmed_until_the_secretariat_says_so(client: Client, cast: Cast) -> None:
    fact = staff(cast, 300, date(2025, 12, 31))
    client.force_login(cast.chen.user)
    address = reverse("organisations:organisation", args=[cast.works.pk])
    assert "待核实</span>" in client.get(address).content.decode()
    known = staff_on(cast.works.pk, TODAY)
    assert known is not None
    assert (known.number, known.confirmed) == (300, False)

    client.post(reverse("organisations:confirm_fact", args=[cast.works.pk, fact.pk]))
    confirm_fact(fact, by=cast.chen)  # twice changes nothing more

    assert "待核实</span>" not in client.get(address).content.decode()
    assert list(Event.objects.order_by("pk").values_list("what", flat=True)) == ["登记单位情况", "核实单位情况"]


def test_the_staff_of_a_day_is_the_last_known_before(cast: Cast) -> None:
    staff(cast, 300, date(2024, 12, 31))
    staff(cast, 400, date(2025, 12, 31))

    found = [staff_on(cast.works.pk, day) for day in (date(2024, 12, 30), date(2025, 6, 1), date(2025, 12, 31))]

    assert [one.number if one else None for one in found] == [None, 300, 400]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": None}, "请填写数值或内容"),
        ({"source": " "}, "请填写来源"),
        ({"as_of": None}, "在岗职工人数须填写数值和截至日期"),
        ({"as_of": date(2026, 4, 16)}, "截至日期不能晚于今天"),
    ],
)
def test_a_fact_without_its_foot_is_refused(cast: Cast, changes: dict[str, Any], words: str) -> None:
    entered = {"topic": "staff", "number": 300, "text": "", "as_of": TODAY, "source": "年报", **changes}

    with pytest.raises(Refused, match=words):
        note_fact(cast.works, **entered, by=cast.chen, today=TODAY)

    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("who", "fact", "confirm", "rename", "contact"),
    [
        ("chen", 302, 302, 200, 302),
        ("he", 302, 403, 403, 302),  # its own head
        ("lin", 404, 403, 403, 404),  # the head of another
        ("wu", 403, 403, 403, 403),
        ("guan", 403, 403, 200, 403),
        ("shen", 403, 403, 403, 403),
        ("li", 403, 403, 403, 403),
    ],
)
def test_who_may_do_what(
    client: Client, cast: Cast, who: str, fact: int, confirm: int, rename: int, contact: int
) -> None:
    known = staff(cast, 300, date(2025, 12, 31))
    client.force_login(cast[who].user)
    pk = cast.works.pk

    statuses = (
        client.post(
            reverse("organisations:add_fact", args=[pk]), {"topic": "other", "text": "甲", "source": "乙"}
        ).status_code,
        client.post(reverse("organisations:confirm_fact", args=[pk, known.pk])).status_code,
        client.get(reverse("organisations:rename_organisation", args=[pk])).status_code,
        client.post(
            reverse("organisations:add_contact", args=[pk]), {"post": "联络", "phone": "0556-5500000"}
        ).status_code,
    )

    assert statuses == (fact, confirm, rename, contact)
    assert (Fact.objects.count(), Contact.objects.count()) == (2 if fact == 302 else 1, 1 if contact == 302 else 0)


@pytest.mark.parametrize(
    ("who", "sees"), [("chen", True), ("li", True), ("he", True), ("lin", False), ("shen", False), ("fang", False)]
)
def test_a_telephone_is_encrypted_masked_and_shown_to_few(client: Client, cast: Cast, who: str, sees: bool) -> None:
    add_contact(cast.works, post="校企合作联络", name="蓝示例", phone="13900001234", email="", by=cast.chen)
    client.force_login(cast[who].user)

    page = client.get(reverse("organisations:organisation", args=[cast.works.pk])).content.decode()

    assert "13900001234" not in page
    assert ("139****1234" in page, "蓝示例" in page) == (sees, sees)
    assert "蓝示例" not in str(list(Event.objects.filter(what="增加联系人").values()))


QUERIES = 7


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_same_however_long_it_is(
    client: Client, cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    place = Organisation.objects.create(name="怀宁县", kind="county", region_code="340822")
    for number in range(count):
        Organisation.objects.create(name=f"示例{number}厂", kind="enterprise", place=place, parent=place)
    client.force_login(cast.chen.user)
    client.get(reverse("organisations:organisations"))

    with django_assert_num_queries(QUERIES):
        page = client.get(f"{reverse('organisations:organisations')}?kind=enterprise&place={place.pk}").content.decode()

    assert page.count("row-link") == count


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "qmjx"}, ["启明机械有限公司"]),
        ({"q": "北辰"}, ["北辰职业学校"]),
        ({"kind": "school", "member": "member"}, ["北辰职业学校", "南岭职业学校"]),
        ({"kind": "school", "member": "never"}, []),
        ({"industry": "36"}, ["启明机械有限公司"]),
        ({"industry": "3670 汽车零部件及配件制造"}, ["启明机械有限公司"]),
        ({"industry": "37"}, []),
        ({"state": "closed"}, []),
        ({"place": "x", "kind": "nothing", "page": "99", "q": "启明"}, ["启明机械有限公司"]),
    ],
)
def test_the_list_is_filtered_by_its_address(
    client: Client, cast: Cast, query: dict[str, str], names: list[str]
) -> None:
    Organisation.objects.filter(pk=cast.works.pk).update(industry_code="3670")
    client.force_login(cast.lin.user)

    answer = client.get(reverse("organisations:organisations"), query)

    assert sorted(row.name for row in answer.context["page"]) == sorted(names)


def test_the_map_counts_members_and_others(client: Client, cast: Cast) -> None:
    huaining = Organisation.objects.create(name="怀宁县", kind="county", region_code="340822")
    Organisation.objects.filter(pk__in=[cast.north.pk, cast.works.pk]).update(place=huaining)
    Organisation.objects.create(name="外单位", kind="enterprise", place=huaining)
    client.force_login(cast.lin.user)

    page = client.get(reverse("organisations:map")).content.decode()

    assert counts_by_place(on=TODAY) == {huaining.pk: PlaceCounts(schools=(1, 1), enterprises=(1, 2))}
    assert 'aria-label="怀宁县：学校1所，企业2家，园区0个"' in page
    assert f'href="/organisations/?place={huaining.pk}"' in page


def test_the_drawing_of_anqing_has_a_place_of_its_own_for_everybody() -> None:
    assert len(set(ANQING.values())) == len(ANQING) == 12


SPOTS = st.lists(st.sampled_from(["340822", "340828", "340823", "110101", ""]), max_size=12)


@given(SPOTS)
def test_no_two_tiles_lie_on_each_other_in_any_city(codes: list[str]) -> None:
    spots = [Spot(number, f"甲{number}", code) for number, code in enumerate(codes)]

    where = laid_out(spots)

    assert len(set(where.values())) == len(spots)
    assert set(where) == {spot.pk for spot in spots}


def test_a_sheet_of_enterprises_is_checked_against_what_is_there(cast: Cast) -> None:
    Organisation.objects.filter(pk=cast.works.pk).update(credit_code=USCC)
    sheet = SHEETS["organisations.organisations"]
    rows = Rows(
        ("name", "kind", "credit_code", "school_level"),
        [
            ("新公司", "enterprise", USCC, ""),
            ("北辰职业学校", "enterprise", "", ""),
            ("甲厂", "enterprise", "", "college"),
        ],
    )
    assert sheet.check_rows is not None

    faults = list(sheet.check_rows(rows, Context(cast.chen, TODAY)))

    assert [(fault.row, fault.column) for fault in faults] == [(1, "kind"), (2, "kind"), (0, "credit_code")]
    assert faults[2].reason == f"统一社会信用代码“{USCC}”已属于“启明机械有限公司”，请核对是否为同一单位。"


def test_rows_of_the_sheet_become_organisations(cast: Cast) -> None:
    sheet = SHEETS["organisations.organisations"]
    context = Context(cast.chen, TODAY)

    sheet.store.write(
        Rows(("name", "kind", "place"), [("新公司", "enterprise", None), ("启明机械有限公司", "enterprise", None)]),
        context,
    )

    made = Organisation.objects.get(name="新公司")
    assert (made.kind, made.name_pinyin, Organisation.objects.filter(name="启明机械有限公司").count()) == (
        "enterprise",
        "xingongsi xgs",
        1,
    )


FACT_NAMES = ("organisation", "topic", "number", "text", "as_of", "source")
YEAR_END = date(2025, 12, 31)


def fact_row(cast: Cast, number: int | None = 320, **changes: Any) -> tuple[Any, ...]:
    given = {
        "organisation": cast.works.pk,
        "topic": "staff",
        "number": number,
        "text": "",
        "as_of": YEAR_END,
        "source": "企业年报",
    }
    return tuple((given | changes)[name] for name in FACT_NAMES)


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"number": None}, "number", "请填写数值或内容"),
        ({"as_of": None}, "number", "在岗职工人数须填写数值和截至日期"),
        ({"as_of": date(2026, 4, 16)}, "as_of", "截至日期不能晚于今天"),
        ({"number": 400}, "", "已由秘书处核实"),
    ],
)
def test_a_line_of_the_fact_sheet_obeys_the_rule_of_the_page(
    cast: Cast, changes: dict[str, Any], column: str, said: str
) -> None:
    confirm_fact(staff(cast, 320, YEAR_END), by=cast.chen)
    sheet = SHEETS["organisations.facts"]
    assert sheet.check_rows is not None

    faults = list(sheet.check_rows(Rows(FACT_NAMES, [fact_row(cast, **changes)]), Context(cast.he, TODAY)))

    assert [(fault.row, fault.column, said in fault.reason) for fault in faults] == [(0, column, True)]


def test_facts_by_sheet_are_unconfirmed_put_right_and_stay_once_confirmed(cast: Cast) -> None:
    store, context = SHEETS["organisations.facts"].store, Context(cast.he, TODAY)
    store.write(Rows(FACT_NAMES, [fact_row(cast), fact_row(cast, None, topic="event", text="技改完成")]), context)
    store.write(Rows(FACT_NAMES, [fact_row(cast, 330)]), context)

    assert list(Fact.objects.order_by("pk").values_list("topic", "number", "text", "confirmed")) == [
        ("staff", 330, "", False),
        ("event", None, "技改完成", False),
    ]
    assert list(Event.objects.order_by("pk").values_list("why", flat=True)) == ["批量导入2条", "批量导入1条"]
    confirm_fact(Fact.objects.get(topic="staff"), by=cast.chen)
    keys = [(cast.works.pk, "staff", YEAR_END, ""), (cast.works.pk, "event", YEAR_END, "技改完成")]
    assert store.remove(keys, context) == {keys[0]: "已由秘书处核实，不能撤销。"}
    assert Fact.objects.get().topic == "staff"


@pytest.mark.parametrize(("who", "offered"), [("chen", 4), ("he", 1), ("li", None), ("wu", None)])
def test_facts_are_written_of_ones_own_and_by_the_secretariat_of_all(cast: Cast, who: str, offered: int | None) -> None:
    sheet = SHEETS["organisations.facts"]
    words = sheet.by_name["organisation"].choices_for(Context(cast[who], TODAY))

    assert sheet.opens(cast[who]) is (offered is not None)
    if offered is not None:
        kinds = Organisation.objects.filter(pk__in=set(words.values())).values_list("kind", flat=True)
        assert (len([kind for kind in kinds if kind in ("school", "enterprise")]), cast.works.pk in words.values()) == (
            3 if who == "chen" else 1,
            True,
        )
