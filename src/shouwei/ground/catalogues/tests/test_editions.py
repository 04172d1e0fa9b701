"""From an uploaded table to an edition that counts and is never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event

from ..models import Code, Edition, Mapping
from ..queries import edition_on, find, label, labels, search, translate_code
from ..rules.editions import About, Standing, in_force
from ..rules.mapping import Change, Translation
from ..rules.tables import Draft, Problem, Row, read_table
from ..workflows.import_edition import import_edition
from ..workflows.map_editions import map_editions
from ..workflows.publish_edition import discard_edition, publish_edition

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 15)
TABLE = "专业代码,专业名称,专业大类,专业类\n460702,新能源汽车技术,装备制造大类,汽车制造类\n460701,汽车制造与试验技术,装备制造大类,汽车制造类\n"


def about(name: str, used_from: date | None = None) -> About:
    return About(catalogue="specialties", name=name, source="教职成〔2021〕2号", used_from=used_from)


def published(name: str, rows: list[Row], *, used_from: date | None = None, base: Edition | None = None) -> Edition:
    edition = import_edition(Draft(rows=rows), about(name, used_from), checksum="", base=base, by=None)
    return publish_edition(edition, by=None, today=TODAY)


OLD = [
    Row("560707", "新能源汽车技术", "高职专科", ""),
    Row("560701", "汽车制造与装配技术", "高职专科", ""),
    Row("560702", "汽车检测", "高职专科", ""),
]
NEW = [Row("460702", "新能源汽车技术", "高职专科", ""), Row("460701", "汽车制造与试验技术", "高职专科", "")]


def upload(client: Client, text: str, **more: str) -> Any:
    data = {"catalogue": "specialties", "name": "2021目录", "source": "教职成〔2021〕2号", **more}
    file = SimpleUploadedFile("specialties.csv", text.encode("gb18030"))
    return client.post(reverse("catalogues:import_edition"), {**data, "file": file})


def test_an_uploaded_table_is_looked_at_then_published(client: Client, cast: Cast) -> None:
    client.force_login(cast.chen.user)

    answer = upload(client, TABLE)

    edition = Edition.objects.get()
    assert answer.url == reverse("catalogues:edition", args=[edition.pk])
    assert (edition.state, edition.problems, edition.counts) == ("draft", [], {"大类": 1, "专业类": 1, "高职专科": 2})
    assert len(edition.checksum) == 64
    page = client.get(answer.url).content.decode()
    assert "高职专科：公布744个，本表2个，少742个。" in page
    assert find("specialties", "460702", on=TODAY) is None  # a draft does not count
    client.post(reverse("catalogues:publish_edition", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.state == "published"
    found = find("specialties", "460702", on=date(2030, 1, 1))
    assert found is not None
    assert (found.label, found.level, found.parent) == ("460702 新能源汽车技术", "高职专科", "4607")
    assert list(Event.objects.order_by("pk").values_list("what", flat=True)) == ["导入目录（待发布）", "发布目录"]


def test_a_table_with_problems_is_kept_as_draft_and_cannot_be_published(client: Client, cast: Cast) -> None:
    client.force_login(cast.chen.user)
    answer = upload(client, TABLE + "460702,重复,装备制造大类,汽车制造类\n")
    edition = Edition.objects.get()

    assert edition.problems == [[4, "代码“460702”与第2行重复。"]]
    assert "第 4 行：代码“460702”与第2行重复。" in client.get(answer.url).content.decode()
    page = client.post(reverse("catalogues:publish_edition", args=[edition.pk])).content.decode()
    assert "表中有1处问题，改正后重新上传才能发布。" in page
    edition.refresh_from_db()
    assert edition.state == "draft"
    client.post(reverse("catalogues:discard_edition", args=[edition.pk]))
    assert (Edition.objects.count(), Code.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "data"),
    [("table.pdf", b"%PDF-1.4"), ("table.xlsx", b"PK\x03\x04broken"), ("table.csv", b"\x00\x01\x02" * 50), ("table.csv", b"")],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_in_a_sentence_and_nothing_is_lost(
    client: Client, cast: Cast, name: str, data: bytes
) -> None:
    client.force_login(cast.chen.user)
    entered = {"catalogue": "specialties", "name": "2021目录", "source": "教职成〔2021〕2号"}

    answer = client.post(reverse("catalogues:import_edition"), {**entered, "file": SimpleUploadedFile(name, data)})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "field_errors" in page or "errors" in page
    assert 'value="教职成〔2021〕2号"' in page
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("chen", 200), ("guan", 200), ("li", 403), ("lin", 403), ("shen", 403)])
def test_only_the_secretariat_and_the_administrator_import(client: Client, cast: Cast, who: str, status: int) -> None:
    client.force_login(cast[who].user)

    assert client.get(reverse("catalogues:import_edition")).status_code == status


def test_a_name_is_given_once(cast: Cast) -> None:
    published("2021目录", NEW)

    with pytest.raises(Refused, match="已有名为“2021目录”的已发布版本"):
        import_edition(Draft(rows=OLD), about("2021目录"), checksum="", by=cast.chen)

    assert Edition.objects.count() == 1


def test_a_table_put_right_is_uploaded_again_under_its_name(cast: Cast) -> None:
    wrong = Draft(rows=OLD, problems=[Problem(5, "代码“70A”的写法不对")])
    first = import_edition(wrong, about("2021目录"), checksum="1", by=cast.chen)

    again = import_edition(Draft(rows=NEW), about("2021目录"), checksum="2", by=cast.chen)

    assert [(one.pk, one.checksum, one.problems) for one in Edition.objects.all()] == [(again.pk, "2", [])]
    assert not Code.objects.filter(edition=first.pk).exists()
    assert [event.what for event in Event.objects.order_by("pk")] == [
        "导入目录（待发布）",
        "删除待发布目录",
        "导入目录（待发布）",
    ]


def test_a_published_edition_can_be_changed_by_nobody() -> None:
    edition = published("2021目录", NEW)

    for change in (
        lambda: Edition.objects.filter(pk=edition.pk).update(name="别的"),
        lambda: Edition.objects.filter(pk=edition.pk).delete(),
        lambda: edition.codes.update(name="别的"),
        lambda: edition.codes.all().delete(),
        lambda: Code.made(edition=edition, code="460799", name="添加", level="高职专科").save(),
    ):
        with pytest.raises(DatabaseError, match="is published"), transaction.atomic():
            change()
    with pytest.raises(Refused, match="已发布，不能删除"):
        discard_edition(edition, by=None)
    with pytest.raises(Refused, match="不能再次发布"):
        publish_edition(edition, by=None, today=TODAY)
    assert list(edition.codes.values_list("name", flat=True)) == ["汽车制造与试验技术", "新能源汽车技术"]


def test_the_edition_of_the_day_counts() -> None:
    old = published("2015目录", OLD)
    new = published("2021目录", NEW, used_from=date(2021, 3, 12))

    assert [edition_on("specialties", day) for day in (date(2021, 3, 11), date(2021, 3, 12))] == [old, new]
    assert find("specialties", "560707", on=date(2020, 1, 1)) is not None
    assert find("specialties", "560707", on=TODAY) is None
    assert label("560707", old) == "560707 新能源汽车技术"
    assert labels("specialties", ["460702", "1"], on=TODAY) == {"460702": "新能源汽车技术"}


def test_of_two_editions_from_one_day_the_later_published_amends_the_other() -> None:
    first = Standing(1, date(2021, 1, 1), date(2021, 2, 1))
    second = Standing(2, date(2021, 1, 1), date(2021, 5, 1))

    assert in_force([first, second], TODAY) == second
    assert in_force([first], date(2020, 1, 1)) is None


def test_a_supplement_becomes_a_whole_edition_and_leaves_its_base_alone() -> None:
    base = published("2021目录", NEW)
    more = [Row("460799", "智能网联", "高职专科", ""), Row("460701", "汽车制造新名", "高职专科", "")]

    whole = published("2022年增补", more, used_from=date(2022, 9, 1), base=base)

    assert dict(whole.codes.values_list("code", "name")) == {
        "460701": "汽车制造新名",
        "460702": "新能源汽车技术",
        "460799": "智能网联",
    }
    assert base.codes.count() == 2
    kinds = dict(Mapping.objects.filter(old_edition=base, new_edition=whole).values_list("old", "kind"))
    assert kinds == {"460702": "same", "460701": "renamed"}


def test_codes_are_translated_as_the_issuer_says_and_otherwise_unknown(cast: Cast) -> None:
    old, new = published("2015目录", OLD), published("2021目录", NEW, used_from=date(2021, 3, 12))
    assert translate_code("560707", old, new) == Translation((), known=False)

    written = map_editions(
        old,
        new,
        [
            Change("560707", "460702", "recoded"),
            Change("560701", "460701", "merged"),
            Change("560702", "460701", "merged"),
        ],
        source="新旧专业对照表",
        by=cast.chen,
    )

    assert written == 3
    assert translate_code("560707", old, new).codes == ("460702",)
    assert translate_code("460701", new, old).codes == ("560701", "560702")
    assert translate_code("560707", old, old).codes == ("560707",)


def test_a_table_of_changes_with_one_fault_is_not_written_at_all(cast: Cast) -> None:
    old, new = published("2015目录", OLD), published("2021目录", NEW, used_from=date(2021, 3, 12))

    with pytest.raises(Refused, match="第2条：旧代码“1”不在旧版目录中。一条也没有写入。"):
        map_editions(
            old,
            new,
            [Change("560707", "460702", "recoded"), Change("1", "460701", "recoded")],
            source="表",
            by=cast.chen,
        )

    assert not Mapping.objects.exists()


def test_the_other_direction_is_refused_once_one_is_written(cast: Cast) -> None:
    """Mappings run from the older to the newer edition only, so that no chain of them can come back."""
    old, new = published("2015目录", OLD), published("2021目录", NEW, used_from=date(2021, 3, 12))
    map_editions(old, new, [Change("560707", "460702", "recoded")], source="表", by=cast.chen)

    with pytest.raises(Refused, match="新旧版本可能选反了"):
        map_editions(new, old, [Change("460702", "560707", "recoded")], source="表", by=cast.chen)

    assert Mapping.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 30])
def test_searching_takes_three_questions_whatever_is_found(rows: int, django_assert_num_queries: Any) -> None:
    published("2021目录", [Row(f"4607{n:02}", f"新能源汽车技术{n}", "高职专科", "") for n in range(rows)])

    with django_assert_num_queries(3):
        found = search("xnyqc", on=TODAY)

    assert len(found) == rows


def test_the_offers_while_typing_are_for_one_list(client: Client, cast: Cast) -> None:
    published("2021目录", NEW)
    client.force_login(cast.lin.user)

    answer = client.get(reverse("catalogues:suggest", args=["specialties"]), {"q": "新能源"})

    assert answer.json() == {"codes": [{"code": "460702", "label": "460702 新能源汽车技术（高职专科）"}]}
    assert client.get(reverse("catalogues:suggest", args=["industries"]), {"q": "新能源"}).json() == {"codes": []}


def test_the_readers_table_and_the_draft_agree() -> None:
    draft = read_table("specialties", [line.split(",") for line in TABLE.splitlines()])

    assert [row.code for row in draft.rows] == ["46", "4607", "460702", "460701"]


def test_a_draft_shows_how_it_differs_from_the_edition_before(client: Client, cast: Cast) -> None:
    published("2015目录", OLD)
    client.force_login(cast.chen.user)
    upload(client, TABLE)
    draft = Edition.objects.get(state="draft")
    address = reverse("catalogues:edition", args=[draft.pk])

    every = client.get(address)
    gone = client.get(address, {"differs": "gone"})

    counts = [(tab["label"], tab["count"]) for tab in every.context["against"].tabs]
    assert counts == [("全部代码", None), ("新增", 4), ("不再有", 3), ("更名", 0)]
    assert every.context["against"].rows is None
    shown = [(row.code, row.before, row.elsewhere) for row in gone.context["against"].rows]
    assert shown == [
        ("560701", "汽车制造与装配技术", ()),
        ("560702", "汽车检测", ()),
        ("560707", "新能源汽车技术", ("460702",)),
    ]
    assert "由“专业大类”“专业类”两列得出大类、专业类代码2个。" in every.content.decode()
    assert client.get(address, {"differs": "x", "page": "y"}).status_code == 200


def test_the_mapping_page_puts_first_what_needs_work(client: Client, cast: Cast) -> None:
    old = published("2015目录", [*OLD, Row("560704", "汽车", "高职专科", ""), Row("5607", "汽车类", "专业类", "")])
    rows = [*NEW, Row("460705", "汽车电子技术", "高职专科", ""), Row("5607", "汽车类", "专业类", "")]
    new = published("2021目录", rows, used_from=date(2021, 1, 1), base=None)
    Mapping.objects.filter(new_edition=new).exclude(old_edition=old).delete()
    changes = [
        Change("560707", "460702", "recoded"),
        Change("560704", "460701", "split"),
        Change("560704", "460705", "split"),
    ]
    map_editions(old, new, changes, source="对照表", by=cast.chen)
    client.force_login(cast.chen.user)
    address = reverse("catalogues:mappings", args=[new.pk])

    answer = client.get(address)

    assert [(tab["label"], tab["count"]) for tab in answer.context["tabs"]] == [
        ("全部", None), ("待定", 2), ("拆分", 2), ("合并", 0), ("改码", 1), ("更名", 0), ("取消", 0), ("不变", 1),
    ]  # fmt: skip
    assert [row.code for row in answer.context["waiting"]] == ["560701", "560702"]
    assert [(row.kind, before, after) for row, before, after in answer.context["rows"]] == [
        ("split", "汽车", "汽车制造与试验技术"),
        ("split", "汽车", "汽车电子技术"),
        ("recoded", "新能源汽车技术", "新能源汽车技术"),
        ("same", "汽车类", "汽车类"),
    ]
    waiting = client.get(address, {"kind": "waiting"}).content.decode()
    assert ("560702" in waiting, "460705" in waiting) == (True, False)
    assert "没有对应关系" in client.get(address, {"kind": "merged"}).content.decode()
