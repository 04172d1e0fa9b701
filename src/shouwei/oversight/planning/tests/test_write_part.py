"""Members co-draft: write, submit, accept into the programme, return."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event
from shouwei.ground.notices.models import Notice
from shouwei.oversight.planning.models import Duty, Plan, ProgrammePart
from shouwei.oversight.planning.workflows.judge_part import judge_part
from shouwei.oversight.planning.workflows.keep_programme_draft import ProgrammeWords
from shouwei.oversight.planning.workflows.return_part import return_part
from shouwei.oversight.planning.workflows.submit_part import submit_part

from .programme_stories import DAY, measure, part_of_north, programme_of, submitted, write


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TODAY", DAY.isoformat())


@pytest.mark.parametrize(
    ("who", "status", "parts"),
    [
        ("lin", 302, [("北辰职校", "submitted")]),
        ("wu", 302, [("北辰职校", "submitted")]),
        ("zhao", 302, [("南岭职校", "submitted")]),
        ("he", 404, []),  # task 1 concerns schools only
        ("li", 403, []),
        ("chen", 403, []),
        (None, 302, []),
    ],
)
def test_who_writes_for_whom(
    client: Client, plan: Plan, cast: Cast, who: str | None, status: int, parts: list[tuple[str, str]]
) -> None:
    if who:
        client.force_login(cast[who].user)
    sent: dict[str, Any] = {"text": "本校安排。", "m-rows": "0", "submit": "1"}

    answer = client.post(reverse("planning:write_part", args=[programme_of(plan).task_id]), sent)

    assert answer.status_code == status
    assert list(ProgrammePart.objects.values_list("organisation__short_name", "state")) == parts


def test_a_member_names_nobody_but_itself(plan: Plan, cast: Cast) -> None:
    words = ProgrammeWords("", [measure(cast.south.pk)])

    part = submit_part(programme_of(plan), words=words, by=cast.wu, today=DAY)

    assert (part.rows, part.organisation) == ([measure()], cast.north)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (ProgrammeWords(" ", [{}]), "本单位方案为空，请填写方案文字或至少1条本单位的举措。"),
        (ProgrammeWords("文", [measure(owner="")]), "第1条举措：请填写责任人。"),
    ],
)
def test_an_unfinished_part_is_not_sent(plan: Plan, cast: Cast, words: ProgrammeWords, reason: str) -> None:
    before = Notice.objects.count()

    with pytest.raises(Refused) as refusal:
        submit_part(programme_of(plan), words=words, by=cast.wu, today=DAY)

    assert (str(refusal.value), ProgrammePart.objects.count(), Notice.objects.count()) == (reason, 0, before)


def test_what_is_refused_on_the_page_is_kept_as_a_draft(client: Client, plan: Plan, cast: Cast) -> None:
    client.force_login(cast.wu.user)
    sent = {"text": "本校安排。", "m-rows": "1", "m-0-text": "调查", "submit": "1"}

    answer = client.post(reverse("planning:write_part", args=[programme_of(plan).task_id]), sent)

    part = ProgrammePart.objects.get()
    assert answer.context["form"].non_field_errors() == ["第1条举措：请填写责任人。"]
    assert (part.state, part.text, part.rows[0]["text"]) == ("draft", "本校安排。", "调查")


def test_a_duty_not_taken_on_or_stopped_has_no_part(plan: Plan, cast: Cast) -> None:
    Duty.objects.filter(organisation=cast.north).update(stopped_on=DAY)

    with pytest.raises(Refused) as refusal:
        part_of_north(plan, cast)

    assert str(refusal.value) == "本单位尚未确认承担该任务，或分担已中止，无需编写本单位方案。"
    assert ProgrammePart.objects.count() == 0


def test_an_accepted_part_stands_in_the_programme(plan: Plan, cast: Cast) -> None:
    write(programme_of(plan), by=cast.li)
    part = part_of_north(plan, cast)

    judge_part(part, by=cast.li, today=DAY)

    programme = programme_of(plan)
    assert (programme.text, programme.edition) == ("分三步推进。\n\n【北辰职校】\n本校修订专业规划。", 2)
    assert programme.rows == [
        measure(cast.li.organisation_id, text="第1步"),
        measure(cast.north.pk, text="开展毕业生调查", owner="吴示例"),
    ]
    assert set(Notice.objects.filter(key__endswith=":accepted").values_list("to", flat=True)) == {
        cast.lin.pk,
        cast.wu.pk,
    }


def test_a_returned_part_leaves_the_programme_alone(plan: Plan, cast: Cast) -> None:
    part = part_of_north(plan, cast)

    return_part(part, because="缺少时间安排。", by=cast.li, today=DAY)

    part.refresh_from_db()
    assert (part.state, part.return_reason, part.submitted_on) == ("returned", "缺少时间安排。", None)
    assert (programme_of(plan).text, programme_of(plan).rows, programme_of(plan).edition) == ("", [], 0)
    assert part_of_north(plan, cast).state == "submitted"


def test_a_part_is_not_judged_after_the_programme_has_gone(plan: Plan, cast: Cast) -> None:
    part = part_of_north(plan, cast)
    submitted(plan, cast)

    with pytest.raises(Refused):
        judge_part(part, by=cast.li, today=DAY)

    part.refresh_from_db()
    assert (part.state, programme_of(plan).text) == ("submitted", "分三步推进。")


@pytest.mark.parametrize(
    ("who", "status", "state"),
    [
        ("li", 302, "accepted"),
        ("chen", 302, "accepted"),
        ("zhou", 404, "submitted"),
        ("lin", 403, "submitted"),
        ("fang", 403, "submitted"),
        (None, 302, "submitted"),
    ],
)
def test_who_judges(client: Client, plan: Plan, cast: Cast, who: str | None, status: int, state: str) -> None:
    part = part_of_north(plan, cast)
    if who:
        client.force_login(cast[who].user)

    answer = client.post(reverse("planning:judge_part", args=[part.pk]), {"answer": ""})

    part.refresh_from_db()
    assert (answer.status_code, part.state) == (status, state)


def test_a_return_without_a_reason_is_refused_on_the_page(client: Client, plan: Plan, cast: Cast) -> None:
    part = part_of_north(plan, cast)
    client.force_login(cast.li.user)

    answer = client.post(reverse("planning:judge_part", args=[part.pk]), {"answer": "", "decision": "no"})

    part.refresh_from_db()
    assert (answer.context["form"].non_field_errors(), part.state) == (
        ["退回必须写明原因，请填写退回原因。"],
        "submitted",
    )


def test_a_part_still_being_drafted_is_not_the_leads_to_see(client: Client, plan: Plan, cast: Cast) -> None:
    part = part_of_north(plan, cast)
    ProgrammePart.objects.update(state="draft")
    client.force_login(cast.li.user)

    assert client.get(reverse("planning:judge_part", args=[part.pk])).status_code == 404


def test_autosave_keeps_a_part_until_it_is_sent(client: Client, plan: Plan, cast: Cast) -> None:
    client.force_login(cast.wu.user)
    address = reverse("planning:write_part_draft", args=[programme_of(plan).task_id])

    first = client.post(address, {"text": "半句", "m-rows": "0"})
    part_of_north(plan, cast)
    second = client.post(address, {"text": "晚到的半句", "m-rows": "0"})

    assert (first.status_code, second.status_code, ProgrammePart.objects.get().text) == (204, 409, "本校修订专业规划。")


def test_a_torn_request_empties_nothing(client: Client, plan: Plan, cast: Cast) -> None:
    task = programme_of(plan).task_id
    client.force_login(cast.wu.user)
    client.post(reverse("planning:write_part", args=[task]), {"text": "本校安排。", "m-rows": "0"})

    saved = client.post(reverse("planning:write_part", args=[task]), {"text": ""})
    kept = client.post(reverse("planning:write_part_draft", args=[task]), {})

    assert (saved.status_code, kept.status_code, ProgrammePart.objects.get().text) == (200, 400, "本校安排。")


def test_of_two_colleagues_the_second_is_told_and_no_word_is_lost(client: Client, plan: Plan, cast: Cast) -> None:
    address = reverse("planning:write_part", args=[programme_of(plan).task_id])
    client.force_login(cast.wu.user)
    opened = client.get(address).context["form"]["edition"].value()
    client.post(address, {"text": "吴写的。", "m-rows": "0", "edition": str(opened)})
    client.post(address, {"text": "吴又写的。", "m-rows": "0", "edition": str(opened)})
    client.force_login(cast.lin.user)

    told = client.post(address, {"text": "林写的。", "m-rows": "0", "edition": str(opened)})
    kept = ProgrammePart.objects.get().text
    form = told.context["form"]
    draft = client.post(address + "draft/", {"text": "林写的。", "m-rows": "0", "edition": str(opened)})
    decided = client.post(
        address, {"text": "林写的。", "m-rows": "0", "edition": form["edition"].value(), "settled": "on"}
    )

    assert form.non_field_errors() == ["吴示例在您编写期间保存了本单位方案。您写的内容都在表单中，请对照后再保存。"]
    assert (kept, told.context["other"].text, form["text"].value()) == ("吴又写的。", "吴又写的。", "林写的。")
    assert (draft.status_code, decided.status_code) == (409, 302)
    assert ProgrammePart.objects.get().text == "林写的。"
    assert Event.objects.latest("pk").changes == {"本单位方案": ["吴又写的。", "林写的。"]}


def test_measures_are_kept_without_characters_nobody_can_see(client: Client, plan: Plan, cast: Cast) -> None:
    client.force_login(cast.wu.user)
    row = {"m-rows": "1", "m-0-text": "修订\u202e规划\x00", "m-0-owner": "\u2066吴示例"}

    answer = client.post(reverse("planning:write_part", args=[programme_of(plan).task_id]), {"text": "安排。", **row})

    [kept] = ProgrammePart.objects.get().rows
    assert (answer.status_code, kept["text"], kept["owner"]) == (302, "修订规划", "吴示例")
