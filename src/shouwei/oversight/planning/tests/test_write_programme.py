"""The lead writes a programme; two who write at once lose nothing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, make_identity

from shouwei.core.verdict import Refused
from shouwei.oversight.planning.models import Plan, ProgrammeDraft, WorkProgramme
from shouwei.oversight.planning.workflows.keep_programme_draft import ProgrammeWords, keep_programme_draft
from shouwei.oversight.planning.workflows.save_programme import EditedMeanwhile, save_programme

from .programme_stories import DAY, measure, part_of_north, programme_of, submitted, write


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


def form(edition: int, rows: list[dict[str, str]], text: str = "分三步推进。", **more: Any) -> dict[str, Any]:
    cells = {f"m-{place}-{name}": value for place, row in enumerate(rows) for name, value in row.items()}
    return {"text": text, "edition": edition, "m-rows": len(rows), **cells, **more}


@pytest.mark.parametrize(
    ("who", "status", "edition"),
    [
        ("li", 302, 1),
        ("chen", 302, 1),
        ("zhou", 404, 0),  # leads another task
        ("lin", 403, 0),
        ("fang", 403, 0),
        (None, 302, 0),
    ],
)
def test_who_may_write(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, edition: int) -> None:
    programme = programme_of(plan)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:write_programme", args=[programme.task_id]), form(0, [measure()]))

    programme.refresh_from_db()
    assert (answer.status_code, programme.edition) == (status, edition)


def test_rows_are_kept_as_typed_and_blank_ones_left_out(plan: Plan, cast: Cast) -> None:
    unfinished = {"text": "只想到这里"}

    programme = save_programme(programme_of(plan), words=ProgrammeWords("文", [unfinished, {}]), edition=0, by=cast.li)

    assert programme.rows == [
        {"text": "只想到这里", "organisation": "", "owner": "", "due_on": "", "deliverable": "", "evidence_rule": ""}
    ]
    assert programme.measures.count() == 0


def test_who_comes_second_is_told_and_both_versions_are_kept(client: Client, plan: Plan, cast: Cast) -> None:
    first = write(programme_of(plan), by=cast.li, text="李的版本")
    client.force_login(cast.chen.user)
    address = reverse("planning:write_programme", args=[first.task_id])

    answer = client.post(address, form(0, [measure(cast.li.organisation_id)], text="陈的版本"))

    sheet = answer.context["sheet"]
    assert (answer.status_code, sheet.text, sheet.other.text, sheet.edition, sheet.settled) == (
        200,
        "陈的版本",
        "李的版本",
        1,
        True,
    )
    assert programme_of(plan).text == "李的版本"
    assert ProgrammeDraft.objects.get(by=cast.chen).text == "陈的版本"

    client.post(address, form(1, [measure(cast.li.organisation_id)], text="陈的版本", settled="on"))

    kept = ProgrammeDraft.objects.values_list("by", "text")
    assert (programme_of(plan).text, list(kept)) == ("陈的版本", [(cast.li.pk, "李的版本")])


def test_an_old_edition_never_overwrites(plan: Plan, cast: Cast) -> None:
    write(programme_of(plan), by=cast.li, text="李的版本")

    with pytest.raises(EditedMeanwhile) as refusal:
        save_programme(programme_of(plan), words=ProgrammeWords("旧稿", []), edition=0, by=cast.chen)

    assert str(refusal.value) == "李示例在您编写期间保存了新的版本。两个版本都已保留，请对照后再保存。"
    assert programme_of(plan).text == "李的版本"


def test_autosave_keeps_ones_own_draft_and_leaves_the_programme_alone(client: Client, plan: Plan, cast: Cast) -> None:
    programme = programme_of(plan)
    client.force_login(cast.li.user)

    answer = client.post(
        reverse("planning:write_programme_draft", args=[programme.task_id]), form(0, [{"text": "半条"}], text="半句")
    )

    assert (answer.status_code, programme_of(plan).text, ProgrammeDraft.objects.get().text) == (204, "", "半句")
    opened = client.get(reverse("planning:write_programme", args=[programme.task_id])).context["sheet"]
    assert (opened.text, opened.rows[0]["text"], opened.other) == ("半句", "半条", None)


def test_a_draft_overtaken_by_a_colleague_is_shown_beside_the_saved_version(
    client: Client, plan: Plan, cast: Cast
) -> None:
    colleague = make_identity("qian", "钱示例", "department", cast.li.organisation)
    keep_programme_draft(programme_of(plan), words=ProgrammeWords("李的草稿", []), edition=0, by=cast.li)
    write(programme_of(plan), by=colleague, text="钱的版本")
    client.force_login(cast.li.user)
    address = reverse("planning:write_programme", args=[programme_of(plan).task_id])

    opened = client.get(address).context["sheet"]
    mine = client.get(address + "?mine=1").context["sheet"]

    assert (opened.text, opened.other.text) == ("钱的版本", "李的草稿")
    assert (mine.text, mine.other.text, mine.edition, mine.settled) == ("李的草稿", "钱的版本", 1, True)


@pytest.mark.parametrize(
    ("table", "texts"),
    [("add", ["甲", "乙", ""]), ("drop:0", ["乙"]), ("up:1", ["乙", "甲"]), ("down:0", ["乙", "甲"])],
)
def test_the_table_changes_without_scripts_and_nothing_is_lost(
    client: Client, plan: Plan, cast: Cast, table: str, texts: list[str]
) -> None:
    client.force_login(cast.li.user)
    programme = programme_of(plan)
    sent = form(0, [{"text": "甲"}, {"text": "乙"}], text="未保存", table=table)

    answer = client.post(reverse("planning:write_programme", args=[programme.task_id]), sent)

    assert [line.cells[0].value for line in answer.context["lines"]] == texts
    assert (answer.context["form"]["text"].value(), ProgrammeDraft.objects.get().text) == ("未保存", "未保存")
    assert programme_of(plan).edition == 0


def test_a_refused_submission_keeps_the_words_and_marks_the_cells(client: Client, plan: Plan, cast: Cast) -> None:
    client.force_login(cast.li.user)
    programme = programme_of(plan)
    address = reverse("planning:write_programme", args=[programme.task_id])
    sent = form(0, [measure(cast.li.organisation_id, owner="")], submit="1")

    answer = client.post(address, sent)

    problems = [cell.problem for cell in answer.context["lines"][0].cells if cell.problem]
    assert (answer.context["form"].non_field_errors(), problems) == (["第1条举措：请填写责任人。"], ["请填写责任人。"])
    assert (programme_of(plan).state, programme_of(plan).text) == ("draft", "分三步推进。")

    # What the page now carries can be sent again at once.
    sent = form(answer.context["sheet"].edition, [measure(cast.li.organisation_id)], submit="1")
    assert (client.post(address, sent).status_code, programme_of(plan).state) == (302, "submitted")


def test_what_was_submitted_is_not_edited(client: Client, plan: Plan, cast: Cast) -> None:
    programme = submitted(plan, cast)
    client.force_login(cast.li.user)

    with pytest.raises(Refused):
        write(programme, by=cast.li, text="事后修改")
    answer = client.get(reverse("planning:write_programme", args=[programme.task_id]))
    autosaved = client.post(reverse("planning:write_programme_draft", args=[programme.task_id]), form(1, []))

    assert (answer.status_code, autosaved.status_code) == (302, 409)
    assert (programme_of(plan).text, ProgrammeDraft.objects.count()) == ("分三步推进。", 0)


def test_an_accepted_part_can_be_copied_in_again(client: Client, plan: Plan, cast: Cast) -> None:
    part = part_of_north(plan, cast)
    part.state = "accepted"
    part.save()
    client.force_login(cast.li.user)

    answer = client.post(
        reverse("planning:write_programme", args=[part.programme.task_id]), form(0, [], merge=str(part.pk))
    )

    assert answer.context["sheet"].text == "分三步推进。\n\n【北辰职校】\n本校修订专业规划。"
    assert answer.context["sheet"].rows == [measure(cast.north.pk, text="开展毕业生调查", owner="吴示例")]
    assert WorkProgramme.objects.get(pk=part.programme_id).edition == 0
