"""From the upload to the preview: what is read is kept beside what is edited, what cannot be read leaves nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cast import Cast

from shouwei.ground.audit.models import Event
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.organisations.queries import Become
from shouwei.ground.organisations.workflows.merge_organisations import merge_organisations
from shouwei.ground.organisations.workflows.rename_organisation import rename_organisation
from shouwei.oversight.planning.models import Plan, PlanImport
from shouwei.oversight.planning.queries.plans import same_as

LATER = date(2026, 9, 1)
TEXT = (
    "示范集团工作方案\n一、总体目标\n毕业生本地就业率达到70%以上。\n二、主要任务\n（一）办好学校\n"
    "1.修订专业规划。（专业建设部牵头，各成员学校配合，2026年12月底前完成）\n"
    "2.常态化开展招聘。（招生就业部牵头，各成员企业配合，长期坚持）\n"
)


@pytest.fixture
def source(cast: Cast, client: Client, settings: LazySettings, tmp_path: Path) -> PlanImport:
    settings.FILES = tmp_path
    client.force_login(cast.chen.user)
    client.post("/planning/import/", {"text": TEXT})
    return PlanImport.objects.get()


def test_pasted_text_becomes_a_draft(source: PlanImport) -> None:
    tasks = [(task["text"], task["lead"], task["implementers"], task["deadline"]) for task in source.draft["tasks"]]

    assert tasks == [
        ("修订专业规划。", ["专业建设部"], ["各成员学校"], "2026年12月底前"),
        ("常态化开展招聘。", ["招生就业部"], ["各成员企业"], "长期坚持"),
    ]
    assert (source.as_read, source.name) == (source.draft, "粘贴的文本.txt")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("空.txt", b" \n", "文件是空的。请检查文件后重新上传。"),
        ("图.docx", b"\x89PNG\r\n\x1a\n" + b"0" * 99, "这是图片，不能读取文字。请上传Word、Excel或文本文件。"),
        ("包.txt", b"Rar!\x1a\x07" + b"0" * 99, "这是压缩包。请解压后上传其中的方案文件。"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_the_form_and_not_kept(
    cast: Cast, client: Client, name: str, data: bytes, sentence: str
) -> None:
    client.force_login(cast.chen.user)

    answer = client.post("/planning/import/", {"file": SimpleUploadedFile(name, data)})

    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert (PlanImport.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_letter_is_no_plan_and_what_was_pasted_stays_in_the_form(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)

    answer = client.post("/planning/import/", {"text": "各位同事：\n周五下午开会，请准时参加。\n"})

    assert (answer.status_code, "请准时参加" in answer.content.decode(), PlanImport.objects.count()) == (200, True, 0)


def test_nothing_handed_in_is_asked_for(cast: Cast, client: Client) -> None:
    client.force_login(cast.chen.user)

    assert "请选择方案文件，或在下面粘贴正文。" in client.post("/planning/import/", {"text": ""}).content.decode()


def test_an_edited_line_keeps_what_was_read_beside_it(source: PlanImport, client: Client) -> None:
    edit = {
        "area": "办好学校",
        "text": "修订专业规划。",
        "lead": "专业建设部",
        "implementers": "",
        "deadline": "2027.3",
    }

    answer = client.post(f"/planning/import/{source.pk}/?edit=1", edit)
    source.refresh_from_db()

    assert (answer.status_code, answer["Location"]) == (302, f"/planning/import/{source.pk}/#t1")
    assert source.draft["tasks"][0]["deadline_rule"] == {"kind": "month", "due": "2027-03-31", "trigger": None}
    assert source.as_read["tasks"][0]["deadline"] == "2026年12月底前"
    trail = Event.objects.latest("pk")
    assert (trail.what, trail.changes["任务1·完成时限"]) == ("修改导入内容", ["2026年12月底前", "2027.3"])


def test_lines_are_added_and_dropped(source: PlanImport, client: Client) -> None:
    client.post(f"/planning/import/{source.pk}/rows/1/add/")
    client.post(f"/planning/import/{source.pk}/rows/3/drop/")
    source.refresh_from_db()

    assert [(task["no"], task["text"]) for task in source.draft["tasks"]] == [(1, "修订专业规划。"), (2, "")]
    trail = Event.objects.filter(what="修改导入内容").order_by("pk").values_list("changes", flat=True)
    assert [list(changes) for changes in trail] == [["任务2"], ["任务3"]]
    assert [changes["任务2"] for changes in trail[:1]] == [[None, ""]]


def test_gaps_are_filled_at_once_and_the_trail_names_each(source: PlanImport, client: Client) -> None:
    none = {"kind": "none", "due": None, "trigger": None}
    for task in source.draft["tasks"]:
        task |= {"lead": [], "implementers": ["示范学校"], "deadline": None, "deadline_rule": none}
    source.save()
    page = client.get(f"/planning/import/{source.pk}/")
    wrong = client.post(f"/planning/import/{source.pk}/?edit=gaps", {"deadline": "年底前"})
    nothing = client.post(f"/planning/import/{source.pk}/?edit=gaps", {"deadline": ""})
    before = PlanImport.objects.get().draft == source.draft
    done = client.post(
        f"/planning/import/{source.pk}/?edit=gaps", {"first_leads": "on", "deadline": "2026.12"}, follow=True
    )
    source.refresh_from_db()

    assert "任务1、2没有牵头部门，请填写牵头部门。任务1、2没有完成时限" in page.content.decode()
    assert wrong.context["form"].errors == {
        "deadline": ["“年底前”没有年份或无法换算成日期，请写成2026.12、2026年12月31日或“长期”。"]
    }
    assert nothing.context["form"].errors == {"__all__": ["没有可以补齐的内容，请至少填写一项。"]}
    assert before
    assert "已补齐牵头部门2项、完成时限2项，没有空缺了。可逐行修改。" in done.content.decode()
    assert [(task["lead"], task["deadline_rule"]["due"]) for task in source.draft["tasks"]] == [
        (["示范学校"], "2026-12-31"),
        (["示范学校"], "2026-12-31"),
    ]
    assert Event.objects.filter(what="修改导入内容").latest("pk").changes["任务2·牵头部门"] == ["", "示范学校"]


def test_published_once_it_can_neither_be_edited_nor_published_again(
    source: PlanImport, cast: Cast, client: Client
) -> None:
    form = {
        "issued_on": "2026-03-02",
        "adopted_by": "理事会",
        "first_year": "2026",
        "last_year": "2028",
        "members": [cast.north.pk],
        "new_schools": "新来的学校",
        "report_rhythm": "month",
    }
    first = client.post(f"/planning/import/{source.pk}/publish/", form)
    second = client.post(f"/planning/import/{source.pk}/publish/", form)
    dropped = client.post(f"/planning/import/{source.pk}/rows/1/drop/", follow=True)

    assert (first.status_code, second.status_code) == (302, 200)
    assert "该文件已发布或已放弃，不能重复发布。" in second.content.decode()
    assert "该文件已发布或已放弃，不能再修改。" in dropped.content.decode()
    source.refresh_from_db()
    assert (len(source.draft["tasks"]), source.state) == (2, "published")


def test_given_up_it_stays_on_record(source: PlanImport, client: Client) -> None:
    client.post(f"/planning/import/{source.pk}/discard/")
    source.refresh_from_db()

    assert source.state == "discarded"


def test_a_printed_date_is_offered_and_a_missing_one_is_not_guessed(source: PlanImport, client: Client) -> None:
    blank = client.get(f"/planning/import/{source.pk}/publish/").context["form"]
    PlanImport.objects.update(draft=source.draft | {"date": "2026-02-03", "doc_number": "示〔2026〕9号"})
    dated = client.get(f"/planning/import/{source.pk}/publish/").context["form"]

    assert (blank["issued_on"].value(), dated["issued_on"].value()) in {
        (None, "2026-02-03"),
        (None, date(2026, 2, 3)),
    }
    assert (dated["first_year"].value(), dated["last_year"].value()) == (2026, 2026)


def publishing(cast: Cast) -> dict[str, object]:
    return {
        "issued_on": "2026-03-02",
        "adopted_by": "理事会",
        "first_year": "2026",
        "last_year": "2028",
        "members": [cast.north.pk],
        "report_rhythm": "month",
    }


def test_the_same_document_is_published_twice_only_on_purpose(source: PlanImport, cast: Cast, client: Client) -> None:
    client.post(f"/planning/import/{source.pk}/publish/", publishing(cast))
    first = Plan.objects.get()
    twin = PlanImport.objects.create(name="同一份.txt", file=source.file, draft=source.draft, as_read=source.as_read)
    address = f"/planning/import/{twin.pk}/publish/"

    preview = client.get(twin.get_absolute_url())
    refused = client.post(address, publishing(cast) | {"issued_on": "2026-03-03"})
    plans = Plan.objects.count()
    meant = client.post(address, publishing(cast) | {"issued_on": "2026-03-03", "again": "on"})

    assert (preview.context["same"], refused.context["same"], plans) == ([first], [first], 1)
    assert f'<a href="{first.get_absolute_url()}">' in preview.content.decode()
    assert "确需再次发布，请勾选“确认再次发布”" in refused.content.decode()
    assert (meant.status_code, Plan.objects.count()) == (302, 2)


@pytest.mark.parametrize(("issued_on", "found"), [("2026-03-02", True), ("2026-03-03", False), (None, True)])
def test_another_file_of_the_same_name_and_day_is_the_same_document(
    source: PlanImport, cast: Cast, client: Client, issued_on: str | None, found: bool
) -> None:
    client.post(f"/planning/import/{source.pk}/publish/", publishing(cast))
    twin = PlanImport.objects.create(name="x", draft=source.draft, as_read=source.as_read)
    PlanImport.objects.filter(pk=twin.pk).update(draft=source.draft | {"title": Plan.objects.get().title})
    twin.refresh_from_db()

    assert bool(same_as(twin, date.fromisoformat(issued_on) if issued_on else None)) is found


def named(source: PlanImport, *implementers: str) -> PlanImport:
    """The first task is carried out by these."""
    tasks = [source.draft["tasks"][0] | {"implementers": list(implementers)}, *source.draft["tasks"][1:]]
    PlanImport.objects.filter(pk=source.pk).update(draft=source.draft | {"tasks": tasks})
    source.refresh_from_db()
    return source


def test_a_body_that_has_gone_into_another_is_neither_taken_nor_replaced_unasked(
    source: PlanImport, cast: Cast, client: Client
) -> None:
    merge_organisations(cast.south, cast.north, on=date(2026, 2, 1), source="示例批复", by=cast.chen, today=LATER)
    named(source, "南岭职校", "启明机械")
    form = publishing(cast) | {"members": [cast.north.pk, cast.works.pk]}

    shown = client.get(source.get_absolute_url())
    refused = client.post(f"/planning/import/{source.pk}/publish/", form)
    before = (Plan.objects.count(), PlanImport.objects.get().draft == source.draft)
    client.post(f"/planning/import/{source.pk}/names/", {"name": "南岭职校"})
    source.refresh_from_db()
    published = client.post(f"/planning/import/{source.pk}/publish/", form)

    sentence = "“南岭职校”2026年2月1日起已并入“北辰职业学校”。"
    assert shown.context["become"] == [("南岭职校", Become(sentence, "北辰职业学校", is_gone=True), "任务1")]
    assert "改为“北辰职业学校”" in shown.content.decode()
    assert (f"{sentence}请回到核对，改为现在的单位。" in refused.content.decode(), before) == (True, (0, True))
    assert source.draft["tasks"][0]["implementers"] == ["北辰职业学校", "启明机械"]
    assert source.as_read["tasks"][0]["implementers"] == ["各成员学校"]
    assert Event.objects.filter(what="修改导入内容").latest("pk").changes == {
        "任务1·落实主体": ["南岭职校、启明机械", "北辰职业学校、启明机械"]
    }
    assert (published.status_code, set(Plan.objects.get().tasks.get(number=1).named.all())) == (
        302,
        {cast.north, cast.works},
    )


def test_a_plan_of_before_a_merger_charges_whom_it_named(source: PlanImport, cast: Cast, client: Client) -> None:
    merge_organisations(cast.south, cast.north, on=date(2026, 4, 1), source="示例批复", by=cast.chen, today=LATER)
    named(source, "南岭职校")

    published = client.post(f"/planning/import/{source.pk}/publish/", publishing(cast))

    assert (published.status_code, list(Plan.objects.get().tasks.get(number=1).named.all())) == (302, [cast.south])


def test_a_former_name_is_said_and_means_who_bore_it(source: PlanImport, cast: Cast, client: Client) -> None:
    rename_organisation(
        cast.north, name="北辰技师学院", short_name="", since=date(2026, 2, 1), source="示例批复", by=cast.chen, today=LATER
    )  # fmt: skip
    named(source, "北辰职业学校", "从未有过的单位")

    shown = client.get(source.get_absolute_url()).context["become"]
    nobody = client.post(f"/planning/import/{source.pk}/names/", {"name": "从未有过的单位"}, follow=True)
    published = client.post(f"/planning/import/{source.pk}/publish/", publishing(cast))

    said = Become("“北辰职业学校”是“北辰技师学院”的原名称。", "北辰技师学院", is_gone=False)
    assert shown == [("北辰职业学校", said, "任务1")]
    assert "没有可以代替“从未有过的单位”的单位，请逐行修改。" in nobody.content.decode()
    assert published.status_code == 302
    assert cast.north in Plan.objects.get().tasks.get(number=1).named.all()
