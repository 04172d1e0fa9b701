"""The box finds what one may see, by text, pinyin, initials, codes and numbers, and nothing of a sister's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast
from tests.house.things import shared_things, things_of

from shouwei.core.clock import now, today
from shouwei.core.finding import FINDABLES, found_for
from shouwei.core.finding.asking import SHOWN
from shouwei.core.finding.words import asked, initials_of, pieces
from shouwei.core.text import pinyin_key, sound_of
from shouwei.front.desk.frame import BESIDE, NAVIGATION
from shouwei.front.desk.search import everything_for
from shouwei.front.desk.spelled import SPELLED
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.notices.models import Notice
from shouwei.ground.organisations.models import FormerName, Organisation
from shouwei.ground.people.models import Identity
from shouwei.ground.privacy.workflows.ask_data import Wish, ask_data
from shouwei.oversight.indicators.models import Round
from shouwei.oversight.planning.models import Meeting, Plan
from shouwei.work.employment.models import Sample
from shouwei.work.programmes.models import Category


def found(identity: Identity, q: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.label) for group in found_for(identity, q, today()).groups for hit in group.hits]


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("招聘", [("任务", "3. 常态化开展校园招聘。")]),
        ("校园  招聘", [("任务", "3. 常态化开展校园招聘。")]),
        ("bczy", [("单位", "北辰职业学校")]),
        ("BEICHEN", [("单位", "北辰职业学校")]),
        ("ｂｃｚｙ", [("单位", "北辰职业学校")]),
        ("czyxx", [("单位", "北辰职业学校")]),  # initials from any syllable on
        ("chenzhiye", [("单位", "北辰职业学校")]),  # and the spelling too
        ("chenzhiyf", []),
        ("任务3", [("任务", "3. 常态化开展校园招聘。")]),
        ("任务 3", [("任务", "3. 常态化开展校园招聘。")]),
        ("单位3", []),
        ("〔2026〕1号", [("方案", "示例职教集团服务首位产业工作方案")]),
        ("(2026)1号", [("方案", "示例职教集团服务首位产业工作方案")]),  # one mark for another
        ("2", [("任务", "2. 与重点企业共同开发课程。"), ("方案", "示例职教集团服务首位产业工作方案")]),
        ("没有这样的字", []),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("' OR 1=1", []),
        ("':*", []),
        ("!招聘 | 课程", []),
        ("招" * 3000, []),
    ],
)
def test_what_is_found(plan: Plan, cast: Cast, q: str, expected: list[tuple[str, str]]) -> None:
    assert found(cast.lin, q) == expected


def test_the_best_hit_comes_first(plan: Plan, cast: Cast) -> None:
    for name in ("示例铸造研究所", "铸造", "铸造协会"):
        Organisation.objects.create(name=name, kind=Organisation.Kind.AUTHORITY)

    assert found(cast.lin, "铸造") == [("单位", "铸造"), ("单位", "铸造协会"), ("单位", "示例铸造研究所")]


def test_newer_nouns_are_found_too(plan: Plan, cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    """Rounds, groupings, samples and requests, and nothing of a sister's."""
    settings.FILES = tmp_path
    day = date(2026, 4, 15)
    Round.objects.create(title="年终采集演练", year=2026, opens_on=day, closes_on=day, opened_on=day)
    Category.objects.create(scheme="cluster", name="智能船舶专业群", source="示例", since=day)
    Sample.objects.create(
        title="春季抽查演练", cohort=2026, size=5, seed_hash="0" * 64, committed_at=now(), committed_by=cast.shen
    )
    for school in (cast.north, cast.south):
        pupil = enrol(school, 1, name="示例")[0]
        wish = Wish("copy", "要一份信息的副本", day, way="letter")
        ask_data(pupil, wish, by=cast.chen, today=day)

    assert found(cast.lin, "年终采集") == [("数据采集", "年终采集演练")]
    assert found(cast.lin, "智能船舶") == [("专业分类", "智能船舶专业群")]
    assert found(cast.lin, "春季抽查") == [("抽样核查", "春季抽查演练")]
    requests = {
        who: [hit for hit in found(cast[who], "个申〔2026〕1号") if hit[0] != "消息"]
        for who in ("lin", "zhao", "chen", "he")
    }
    one = [("个人信息申请", "个申〔2026〕1号")]
    assert requests == {"lin": one, "zhao": [], "chen": one, "he": []}


def test_a_hit_says_whose_it_is_how_it_stands_and_until_when(plan: Plan, cast: Cast) -> None:
    task = plan.tasks.get(number=3)

    (group,) = found_for(cast.chen, "招聘", today()).groups

    (hit,) = group.hits
    assert (hit.organisation, hit.due, bool(hit.state and hit.state.code)) == (task.lead.name, task.due_on, True)


def test_a_former_name_leads_to_the_organisation(cast: Cast) -> None:
    FormerName.objects.create(
        organisation=cast.north, name="示例农机校", until=date(2020, 1, 1), source="x", recorded_on=date(2020, 1, 1)
    )

    (group,) = found_for(cast.lin, "农机", today()).groups

    assert [(hit.label, hit.detail, hit.url) for hit in group.hits] == [
        ("示例农机校", "现为北辰职业学校", cast.north.get_absolute_url())
    ]


def test_who_holds_no_key_finds_no_tasks(plan: Plan, cast: Cast) -> None:
    assert {kind for kind, _ in found(cast.guan, "招")} == {"单位"}


@pytest.mark.parametrize("q", ["秘密", "mm", "mimi", "1", "学"])
@pytest.mark.parametrize("walls", ["keys alone", "both"])
def test_nothing_of_a_sisters_is_found(
    plan: Plan, cast: Cast, settings: LazySettings, tmp_path: Path, client: Client, q: str, walls: str
) -> None:
    """Both schools have everything with the same words; each finds its own, by name, spelling, initials and number."""
    settings.FILES = tmp_path
    things_of(plan, cast.north, cast.lin)
    theirs = things_of(plan, cast.south, cast.zhao)
    kinds = {kind.kind: kind for kind in FINDABLES.values()}
    sisters = {(kind.kind, str(theirs[kind.model].pk)) for kind in kinds.values() if kind.model in theirs}

    if walls == "both":
        client.force_login(cast.lin.user)
        groups = client.get("/search/", {"q": q}).context["found"].groups
    else:
        groups = found_for(cast.lin, q, today()).groups

    hits = [hit for group in groups for hit in group.hits if hit.kind in kinds]
    reached = {(hit.kind, part) for hit in hits if kinds[hit.kind].target == "pk" for part in hit.url.split("/")}
    assert reached & sisters == set()
    assert [hit for hit in hits if hit.kind != "单位" and "南岭" in hit.organisation] == []
    if q == "秘密":
        # What is kept from a sister, its own school does find.
        expected = {"进展报告", "困难问题", "督办单", "细化举措", "消息", "学生", "核查问题", "招生", "导入", "导出"}
        assert {hit.kind for hit in hits} == expected


def test_the_group_finds_both_schools_things(plan: Plan, cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    """The sister's rows of the test above can be found: by those who may."""
    settings.FILES = tmp_path
    things_of(plan, cast.north, cast.lin)
    things_of(plan, cast.south, cast.zhao)
    shared_things(plan, cast)

    groups = {group.kind: len(group.hits) for group in found_for(cast.chen, "秘密", today()).groups}

    assert groups == {
        "进展报告": 2,
        "困难问题": 2,
        "督办单": 2,
        "细化举措": 2,
        "学生": 2,
        "核查问题": 2,
        "招生": 2,
        "导入": 2,
    }


def test_students_are_found_by_the_schools_own_officers(cast: Cast) -> None:
    enrol(cast.north, 1, name="欧阳示例")

    names = {who: found(cast[who], "oysl") for who in ("lin", "wu", "zhao", "chen", "li", "fang", "shen", "guan")}

    mine = [("学生", "欧阳示例")]
    assert names == {"lin": mine, "wu": mine, "zhao": [], "chen": mine, "li": [], "fang": [], "shen": mine, "guan": []}


def test_persons_are_found_by_those_who_may_see_the_list(plan: Plan, cast: Cast) -> None:
    people = {who: found(cast[who], "wsl") for who in ("chen", "lin", "zhao", "wu", "li")}

    assert people == {"chen": [("人员", "吴示例")], "lin": [("人员", "吴示例")], "zhao": [], "wu": [], "li": []}


def test_as_many_questions_for_one_hit_as_for_thirty(plan: Plan, cast: Cast) -> None:
    def meetings(first: int, last: int) -> None:
        for number in range(first, last):
            Meeting.objects.create(
                plan=plan, kind="dispatch", period_first=date(2026, 1, number), period_label="共同会", held_on=today()
            )

    meetings(1, 2)
    with CaptureQueriesContext(connection) as one:
        few = everything_for(cast.chen, "共同会", today())
    meetings(2, 31)
    with CaptureQueriesContext(connection) as thirty:
        many = everything_for(cast.chen, "共同会", today())

    assert (few.count, many.count, [group.more for group in many.groups]) == (1, SHOWN, [True])
    assert len(one) == len(thirty)
    assert len(one) <= 5


def test_the_index_answers_and_not_a_walk_through_the_table(db: None) -> None:
    """Every findable noun as its function asks: over its own index."""
    for kind in FINDABLES.values():
        table = kind.function.removeprefix("sought_in_")
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [f"sought_{table}"])
            vector = cursor.fetchone()[0].partition("USING gin (")[2].rpartition(")")[0]
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN SELECT id FROM {table} WHERE ({vector}) @@ '''招'' & ''聘'''::tsquery")  # noqa: S608
            explained = "\n".join(line for (line,) in cursor.fetchall())

        assert f"Bitmap Index Scan on sought_{table}" in explained, explained


@pytest.mark.parametrize(
    ("typed", "text", "words"),
    [
        ("  校企　合作 ", "校企 合作", ("校企", "合作")),
        ("ＡＢＣ１２", "abc12", ("abc12",)),
        ("a b c d e f", "a b c d e f", ("a", "b", "c", "d", "e")),
        ("… — %", "… — %", ()),
        ("", "", ()),
        ("x" * 80, "x" * 50, ("x" * 50,)),
    ],
)
def test_how_a_query_is_read(typed: str, text: str, words: tuple[str, ...]) -> None:
    read = asked(typed)

    assert (read.text, read.words) == (text, words)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("校企 招聘会", ["校企", "招聘会"]),
        ("校园招聘会", ["校园招", "招聘会", "校园"]),
        ("招聘", []),
        ("", []),
        ("20260123", []),
        ("〔2026〕31号", []),
        ("xqhzdd", []),
    ],
)
def test_what_is_proposed_instead(typed: str, proposed: list[str]) -> None:
    assert pieces(asked(typed)) == proposed


def test_without_a_hit_shorter_words_are_proposed_that_would_find_something(plan: Plan, cast: Cast) -> None:
    assert found_for(cast.lin, "校园招聘大会", today()).instead == ("校园招", "校园")


def test_pages_are_found_by_the_words_of_the_menu(plan: Plan, cast: Cast) -> None:
    def pages(who: Identity) -> list[str]:
        groups = everything_for(who, "导入", today()).groups
        return [hit.label for group in groups if group.kind == "页面" for hit in group.hits]

    assert (pages(cast.chen), pages(cast.fang)) == (["导入中心"], [])


def test_pages_beside_the_menu_are_found_by_what_they_are_for_and_all_by_pinyin(plan: Plan, cast: Cast) -> None:
    def pages(who: Identity, q: str) -> list[str]:
        return [
            hit.label for group in everything_for(who, q, today()).groups if group.kind == "页面" for hit in group.hits
        ]

    assert (pages(cast.lin, "密码"), pages(cast.lin, "drzx")) == (["我的账号"], ["导入中心"])
    assert (pages(cast.guan, "恢复"), pages(cast.lin, "恢复")) == (["备份"], [])
    assert (pages(cast.guan, "yunxing"), pages(cast.fang, "yxwh")) == (["运行维护"], [])


def test_the_menu_is_spelled_as_everything_else() -> None:
    labels = [label for entries in NAVIGATION.values() for label, *_ in entries] + [label for label, *_ in BESIDE]

    assert {label: pinyin_key(label) for label in labels} == SPELLED


def test_what_was_mistyped_is_found_by_its_sound(plan: Plan, cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    page = client.get("/search/", {"q": "北晨职业"})

    (group,) = page.context["found"].groups
    assert (page.context["found"].read_as, [hit.label for hit in group.hits]) == ("beichenzhiye", ["北辰职业学校"])
    assert "按读音“beichenzhiye”找到1条" in page.content.decode()
    assert everything_for(cast.lin, "没有这样的字", today()).read_as == ""


def test_what_is_named_comes_before_what_only_mentions_it(plan: Plan, cast: Cast) -> None:
    Notice.objects.create(to=cast.lin, text="任务13的目标已确立", key="k")

    assert found(cast.lin, "任务 3") == [("任务", "3. 常态化开展校园招聘。"), ("消息", "任务13的目标已确立")]


def test_only_columns_that_say_something_are_shown(plan: Plan, cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    page = client.get("/search/", {"q": "北辰"}).content.decode()

    assert ('<th scope="col">说明</th>' in page, '<th scope="col">日期</th>' in page) == (True, False)


@pytest.mark.parametrize(
    ("word", "initials"),
    [
        ("qiche", ["qc"]),
        ("xian", ["xa", "x"]),
        ("zhaosheng", ["zos", "zs"]),
        ("bczy", []),
        ("3", []),
        ("招生", []),
    ],
)
def test_a_spelling_has_the_initials_of_its_syllables(word: str, initials: list[str]) -> None:
    assert sorted(initials_of(word)) == sorted(initials)


def test_readings_of_a_long_word_are_few() -> None:
    assert 0 < len(initials_of("an" * 25)) <= 4


@pytest.mark.parametrize(("text", "sound"), [("召生", "zhaosheng"), ("绿色 3号a", "lvse 3haoa"), ("", "")])
def test_how_a_text_sounds(text: str, sound: str) -> None:
    assert sound_of(text) == sound


@pytest.mark.parametrize("q", ["", "没有这样的字", "招聘", "%25", "字" * 200])
def test_the_page_answers_whatever_is_typed(plan: Plan, cast: Cast, client: Client, q: str) -> None:
    client.force_login(cast.lin.user)

    assert client.get(f"/search/?q={q}").status_code == 200


def test_a_form_that_lay_open_too_long_says_so(db: None) -> None:
    answer: Any = Client(enforce_csrf_checks=True).post("/people/sign-in/", {"username": "a", "password": "b"})

    assert (answer.status_code, "页面已过期，没有提交" in answer.content.decode()) == (403, True)
