"""Every list can be taken along by whoever may see it, with nothing of a sister's; every noun in Excel comes in and goes out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import QueryDict

from shouwei.core.listings import LISTINGS, Asked, count_of, rows_of
from shouwei.core.sheets import SHEETS, Context, Words
from shouwei.ground.imports.models import Import
from shouwei.ground.imports.queries import words_of
from shouwei.ground.imports.rules.workbook import template
from shouwei.ground.imports.tests.files import book
from shouwei.ground.imports.workflows.carry_on import carry_on
from shouwei.ground.imports.workflows.confirm_import import confirm_import
from shouwei.ground.imports.workflows.undo_import import ask_undo
from shouwei.ground.imports.workflows.upload_sheet import upload_sheet
from shouwei.ground.learners.models import RollChange
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.organisations.models import Contact, Fact, FormerName, Membership, Organisation
from shouwei.ground.people.models import Identity, User
from shouwei.oversight.indicators.models import Goal
from shouwei.oversight.planning.models import Plan
from shouwei.work.admissions.models import Baseline
from shouwei.work.programmes.models import (
    Category,
    CategoryMapping,
    Crosswalk,
    LeadIndustry,
    Programme,
    ProgrammeChange,
    Segment,
)

from ..cast import Cast
from .rooms import SOURCE
from .things import shared_things, things_of

TODAY = date(2026, 4, 15)
EVERYBODY = ("chen", "fang", "li", "lin", "wu", "zhao", "he", "shen", "guan")
ROWS: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "people.accounts": (
        "chen",
        [{"username": "lu", "name": "陆示例", "organisation": "北辰职校", "role": "单位经办人", "since": TODAY}],
    ),
    "organisations.organisations": ("chen", [{"name": "示例精工有限公司", "kind": "企业"}]),
    "organisations.contacts": (
        "lin",
        [{"organisation": "北辰职业学校", "post": "校企合作联络", "name": "陆示例", "phone": "0556-5500000"}],
    ),
    "organisations.facts": (
        "he",
        [
            {
                "organisation": "启明机械",
                "topic": "在岗职工人数",
                "number": 320,
                "text": "",
                "as_of": date(2025, 12, 31),
                "source": "企业年报",
            }
        ],
    ),
    "learners.changes": (
        "lin",
        [{"school": "北辰职校", "student_no": "S00000", "kind": "休学", "on": date(2026, 3, 2), "reason": "伤病"}],
    ),
    "programmes.industries": (
        "chen",
        [{"area": "示例县", "name": "示例膜材料", "since": date(2019, 1, 1), "source": "示例文件", "confirmed": "否"}],
    ),
    "programmes.segments": ("chen", [{"industry": "示例县 示例纺织", "name": "示例织造", "stage": "中游"}]),
    "programmes.crosswalks": (
        "chen",
        [
            {
                "segment": "示例县 示例纺织：示例印染",
                "level": "中职",
                "specialty_code": "680402",
                "specialty_name": "示例纺织技术",
                "occupation_code": "",
                "strength": "强",
                "evidence": "示例方案",
            }
        ],
    ),
    "programmes.successions": (
        "lin",
        [
            {
                "school": "北辰职校",
                "level": "中职",
                "specialty_code": "680402",
                "catalogue_edition": "2021",
                "direction": "",
                "kind": "更名",
                "happened_on": date(2026, 3, 2),
                "new_name": "示例服装技术",
                "into_school": "",
                "into_code": "",
                "into_edition": "",
                "into_direction": "",
                "source": "示例批复",
            }
        ],
    ),
    "programmes.mappings": (
        "li",
        [{"one": "专业群：示例群", "other": "培训领域：示例领域", "nearness": "相同", "note": "示例说明"}],
    ),
    "admissions.baselines": (
        "chen",
        [
            {
                "school": "北辰职校",
                "year": 2018,
                "includes_adults": "是",
                "registered": 640,
                "source": "示例报表",
                "confirmed": "否",
            }
        ],
    ),
    "indicators.goals": (
        "chen",
        [
            {
                "target": "本地就业",
                "school": "全集团",
                "from_year": 2025,
                "from_value": 35.5,
                "to_year": 2029,
                "to_value": 60,
                "steps": "2028 55\n2027 45",
                "source": "示例方案",
            }
        ],
    ),
    "planning.members": (
        "chen",
        [{"organisation": "示例新学校", "since": date(2026, 4, 1), "source": "示例会议"}],
    ),
}
"""Sheet → who imports, and a row by column."""
MODELS = {
    "people.accounts": Identity,
    "organisations.organisations": Organisation,
    "organisations.contacts": Contact,
    "organisations.facts": Fact,
    "learners.changes": RollChange,
    "programmes.industries": LeadIndustry,
    "programmes.segments": Segment,
    "programmes.crosswalks": Crosswalk,
    "programmes.successions": ProgrammeChange,
    "programmes.mappings": CategoryMapping,
    "admissions.baselines": Baseline,
    "indicators.goals": Goal,
    "planning.members": Membership,
}


@pytest.fixture
def county(cast: Cast) -> LeadIndustry:
    Organisation.objects.create(name="示例新学校", kind=Organisation.Kind.SCHOOL)
    enrol(cast.north, 1)
    Programme.objects.create(
        school=cast.north,
        level="secondary",
        specialty_code="680402",
        specialty_name="示例纺织技术",
        catalogue_edition="2021",
    )
    Category.objects.create(scheme="cluster", name="示例群", source="x", since=TODAY)
    Category.objects.create(scheme="training", name="示例领域", source="x", since=TODAY)
    area = Organisation.objects.create(name="示例县", kind=Organisation.Kind.COUNTY)
    industry = LeadIndustry.objects.create(area=area, name="示例纺织", since=date(2019, 1, 1), source="x")
    Segment.objects.create(industry=industry, name="示例印染", stage="middle")
    return industry


def test_every_list_is_offered_on_a_page(db: None) -> None:
    texts = "".join(path.read_text(encoding="utf8") for path in SOURCE.rglob("*.html"))

    assert [name for name in LISTINGS if f'export_button "{name}"' not in texts] == []


def test_every_list_holds_what_one_may_see(plan: Plan, cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    """All lists, all roles: every cell is worked out, the count is the number of rows, and no cell holds the sister's secret."""
    settings.FILES = tmp_path
    things_of(plan, cast.north, cast.lin)
    things_of(plan, cast.south, cast.zhao)
    shared_things(plan, cast)
    taken = 0
    for listing in LISTINGS.values():
        for who in EVERYBODY:
            asked = Asked(cast[who], QueryDict("year=2026&cohort=2026"), TODAY, pk=plan.pk)
            if not listing.opens(cast[who]):
                continue
            lines = [[str(column.value(row)) for column in listing.columns] for row in rows_of(listing, asked)]
            assert len(lines) == count_of(listing, asked), listing.name
            assert all(isinstance(word, str) for word in listing.filters(asked))
            listing.url(asked)
            taken += len(lines)
            if who in ("lin", "wu") and listing.is_personal:
                assert [line for line in lines if "秘密" in line and "南岭职业学校" in line] == [], listing.name
    assert taken > 100


@pytest.mark.parametrize("noun", sorted(ROWS))
def test_a_noun_comes_in_is_known_again_and_taken_back(county: LeadIndustry, cast: Cast, noun: str) -> None:
    sheet, (who, rows) = SHEETS[noun], ROWS[noun]
    names = list(rows[0])
    data = book([[sheet.by_name[name].heading for name in names], *([row[name] for name in names] for row in rows)])
    before = MODELS[noun]._default_manager.count()

    def imported() -> Import:
        batch = upload_sheet(sheet, name="表.xlsx", data=data, by=cast[who])
        carry_on(batch.pk, today=TODAY)
        batch.refresh_from_db()
        assert (batch.state, batch.summary["faults"]) == ("checked", [])
        confirm_import(batch, only_good=False, by=cast[who])
        carry_on(batch.pk, today=TODAY)
        batch.refresh_from_db()
        return batch

    first, again = imported(), imported()
    ask_undo(first, by=cast[who])
    carry_on(first.pk, today=TODAY)
    first.refresh_from_db()

    assert (again.state, again.new, again.changed, again.unchanged) == ("done", 0, 0, len(rows)), again.said
    assert (first.state, first.new) == ("undone", len(rows))
    kept = 1 if noun == "planning.members" else 0
    assert (first.summary["kept_count"], MODELS[noun]._default_manager.count() - before) == (kept, kept)


def test_every_column_that_names_an_organisation_understands_former_names_and_offers_none_that_is_gone(
    county: LeadIndustry, cast: Cast
) -> None:
    """A sheet that reads organisations some other way than ``organisations.queries.words_for`` is found here."""
    everybody = {one.name: one for one in Organisation.objects.all()}
    for one in everybody.values():
        FormerName.objects.create(
            organisation=one, name=f"旧{one.name}", until=date(2025, 12, 31), source="批复", recorded_on=TODAY
        )
    found: set[tuple[str, str]] = set()
    wrong: list[tuple[str, str, str]] = []
    for gone in (False, True):
        if gone:
            Organisation.objects.filter(pk__in=[one.pk for one in everybody.values()]).update(closed_on=TODAY)
        for noun, sheet in SHEETS.items():
            who = next(one for one in ("chen", "lin", "li") if sheet.opens(cast[one]))
            offered = words_of(sheet, cast[who], TODAY)
            for column in sheet.columns:
                words = column.choices_for(Context(cast[who], TODAY))
                for word in words:
                    name = word.split(" ")[0]
                    if name not in everybody:
                        continue
                    found.add((noun, column.name))
                    former = words.former.get(f"旧{word}") if isinstance(words, Words) else None
                    if former != word or (gone and word in offered.get(column.name, ())):
                        wrong.append((noun, column.name, word))

    assert wrong == []
    assert found >= {
        ("learners.students", "school"),
        ("learners.changes", "school"),
        ("organisations.facts", "organisation"),
        ("organisations.contacts", "organisation"),
        ("organisations.organisations", "place"),
        ("people.accounts", "organisation"),
        ("programmes.industries", "area"),
        ("programmes.segments", "industry"),
        ("programmes.crosswalks", "segment"),
        ("programmes.successions", "into_school"),
        ("admissions.baselines", "school"),
        ("employment.matches", "school"),
        ("indicators.goals", "school"),
        ("planning.members", "organisation"),
    }


def test_a_file_without_a_column_of_the_key_is_refused_by_name(county: LeadIndustry, cast: Cast) -> None:
    sheet = SHEETS["programmes.crosswalks"]
    given = {name: value for name, value in ROWS[sheet.noun][1][0].items() if name != "occupation_code"}
    data = book([[sheet.by_name[name].heading for name in given], list(given.values())])

    batch = upload_sheet(sheet, name="表.xlsx", data=data, by=cast.chen)
    carry_on(batch.pk, today=TODAY)
    batch.refresh_from_db()

    assert (batch.state, batch.said) == ("refused", "缺少必需的列：职业代码。请按模板补上这些列后重新上传。")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"role": "秘书处"}, "不在可选范围内"),
        ({"organisation": "专业建设部"}, "不能设在这类单位"),
        ({"username": "Lu 1"}, "账号用小写字母开头"),
        ({"email": "不是邮箱"}, "不是有效的邮箱地址"),
        ({"until": date(2026, 4, 1)}, "止日不能早于起日"),
    ],
)
def test_an_account_that_may_not_be_opened_is_refused(cast: Cast, row: dict[str, Any], said: str) -> None:
    sheet = SHEETS["people.accounts"]
    given = {**ROWS["people.accounts"][1][0], **row}
    people = User.objects.count()

    data = book([[sheet.by_name[name].heading for name in given], list(given.values())])
    batch = upload_sheet(sheet, name="表.xlsx", data=data, by=cast.chen)
    carry_on(batch.pk, today=TODAY)
    batch.refresh_from_db()

    assert (batch.refused, said in batch.summary["faults"][0]["said"]) == (1, True), batch.summary["faults"]
    assert User.objects.count() == people


def test_every_noun_has_its_template(county: LeadIndustry, cast: Cast) -> None:
    made = {
        noun: len(template(sheet, words_of(sheet, cast[who], TODAY)))
        for noun, sheet in SHEETS.items()
        for who in [next(one for one in EVERYBODY if sheet.opens(cast[one]))]
    }

    assert [noun for noun, size in made.items() if size < 5_000] == []
