"""A specialty as a school writes it: code, name, level and edition go together, or the row says what would."""

from __future__ import annotations

from datetime import date

import pytest

from shouwei.core.sheets import Fault, Rows
from shouwei.core.verdict import Refused

from ..models import Mapping
from ..rules.editions import About
from ..rules.specialties import Issue, Known, Written, wrong_specialty
from ..rules.tables import Draft, Row
from ..samples import SPECIALTIES, rows_of
from ..specialties import require_specialty, specialty_faults
from ..workflows.import_edition import import_edition
from ..workflows.publish_edition import publish_edition

CAR = ("新能源汽车技术", "高职专科")
OLD = Issue(
    "2015目录", frozenset({"2015目录", "2015"}), 2016, True, {"560707": CAR, "560702": ("汽车检测", "高职专科")}
)
NEW = Issue(
    "2021目录",
    frozenset({"2021目录", "2021"}),
    2021,
    True,
    {
        "46": ("装备制造大类", "大类"),
        "460702": CAR,
        "460701": ("汽车制造与试验技术", "高职专科"),
        "520201": ("护理", "高职专科"),
        "700206": ("汽车运用与维修", "中职"),
    },
)
OTHERWISE = ("2021目录", frozenset({"2021"}), 2021, True, {"560707": ("汽车智能技术", "高职专科")})
KNOWN = Known((OLD, NEW), {"560707": ["460702"]})
RIGHT = Written("高职专科", "460702", "新能源汽车技术", "2021", 2022)
LEVEL = "专业代码460702是高职专科专业，层次却写为{}，请核对层次或专业代码。"


@pytest.mark.parametrize(
    ("row", "known", "wrong"),
    [
        (RIGHT, KNOWN, None),
        (Written("高职专科", "520201K", "护理", "2021目录", 2022), KNOWN, None),  # with the mark
        (Written("技工", "700206", "汽车运用与维修", "2021", 2022), KNOWN, None),  # taught at a technician school
        (Written("高职专科", "560707", CAR[0], "2015", 2019), KNOWN, None),  # under the old catalogue
        (Written("高职专科", "560707", CAR[0], "2015", 2021), KNOWN, None),  # in the year of the change both
        (Written("高职专科", "460702", CAR[0], "2021", None), KNOWN, None),  # a programme has no entry year
        (Written("中职", "670401", "服装", "2010", 2019), KNOWN, None),  # the old one speaks of 高职 alone: nothing is known
        (Written("高职专科", "999", "x", "2021", 2022), Known(), None),  # no catalogue at all
        (Written("中职", "460702", CAR[0], "2021", 2022), KNOWN, ("level", LEVEL.format("中职"))),
        (Written("技工", "460702", CAR[0], "2021", 2022), KNOWN, ("level", LEVEL.format("技工"))),
        (Written("中职", "460702", CAR[0], "2021", 2022), Known(), ("level", LEVEL.format("中职"))),  # by its first digit
        (Written("高职专科", "46", "装备制造", "2021", 2022), KNOWN,
         ("specialty_code", "46是大类“装备制造大类”，不是专业，请填写其下的专业代码。")),
        (Written("高职专科", "560707", CAR[0], "2021", 2022), KNOWN,
         ("specialty_code", "“2021目录”中没有专业代码560707。560707是原代码，现为460702新能源汽车技术。")),
        (Written("高职专科", "460799", CAR[0], "2021", 2022), KNOWN,
         ("specialty_code", "“2021目录”中没有专业代码460799。“新能源汽车技术”的代码是460702新能源汽车技术。")),
        (Written("高职专科", "460703", "汽车制造试验", "2021", 2022), KNOWN,
         ("specialty_code", "“2021目录”中没有专业代码460703。相近的有：460701汽车制造与试验技术、460702新能源汽车技术。")),
        (Written("高职专科", "460701", CAR[0], "2021", 2022), KNOWN,
         ("specialty_name", "专业代码460701在“2021目录”中是“汽车制造与试验技术”，不是“新能源汽车技术”。“新能源汽车技术”的代码是460702。")),
        (Written("高职专科", "460702", "新能源汽车技术（电池）", "2021", 2022), KNOWN,
         ("specialty_name", "专业代码460702在“2021目录”中是“新能源汽车技术”，不是“新能源汽车技术（电池）”。方向写在“专业方向”一栏。")),
        (Written("高职专科", "560707", CAR[0], "2015", 2022), KNOWN,
         ("catalogue_edition", "2022级适用的专业目录是“2021目录”，不是“2015”。560707是原代码，现为460702新能源汽车技术。")),
        (Written("高职专科", "460702", CAR[0], "2021", 2019), KNOWN,
         ("catalogue_edition", "2019级适用的专业目录是“2015目录”，不是“2021”。“新能源汽车技术”的代码是560707新能源汽车技术。")),
        (Written("高职专科", "460702", CAR[0], "2021", 2019), Known((NEW,)),
         ("catalogue_edition", "“2021目录”2021年启用，2019级学生按入学时的目录培养至毕业，请填写入学时的版本和代码。")),
        (Written("高职专科", "460702", CAR[0], "", 2022), KNOWN, None),  # names no edition: that of its year
        (Written("高职专科", "560707", CAR[0], "", 2021), KNOWN, None),  # in the year of the change both
        (Written("高职专科", "560707", CAR[0], "", 2021), Known((OLD, Issue(*OTHERWISE))), None),  # which call it differently
        (Written("高职专科", "999", "x", "", 2022), Known(), None),
        (Written("高职专科", "560707", CAR[0], "", 2022), KNOWN,
         ("specialty_code", "“2021目录”中没有专业代码560707。560707是原代码，现为460702新能源汽车技术。")),
        (Written("高职专科", "460702", CAR[0], "", 2019), KNOWN,
         ("specialty_code", "“2015目录”中没有专业代码460702。“新能源汽车技术”的代码是560707新能源汽车技术。")),
        (Written("中职", "460702", CAR[0], "", 2022), KNOWN, ("level", LEVEL.format("中职"))),
    ],
)  # fmt: skip
def test_what_goes_together(row: Written, known: Known, wrong: tuple[str, str] | None) -> None:
    assert wrong_specialty(row, known) == wrong


@pytest.mark.django_db
def test_a_list_of_which_only_some_codes_are_here_refuses_none_it_lacks() -> None:
    partial = import_edition(Draft(rows=rows_of("specialties")), SPECIALTIES, checksum="", by=None)
    publish_edition(partial, by=None, today=date(2026, 4, 15))

    require_specialty(Written("中职", "700299", "示例专业", "2021", 2024))
    with pytest.raises(Refused, match="是高职专科专业，层次却写为中职"):
        require_specialty(Written("中职", "460702", "新能源汽车技术", "2021", 2024))


@pytest.mark.django_db
def test_rows_are_held_against_the_editions_there_are(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    old = about_edition("2004目录", [Row("560707", "新能源汽车技术", "高职专科", "")], date(2004, 1, 1))
    new = about_edition("2030目录", [Row("460702", "新能源汽车技术", "高职专科", "")], date(2030, 1, 1))
    Mapping.objects.create(old_edition=old, new_edition=new, old="560707", new="460702", kind="recoded", source="示例")
    names = ("level", "specialty_code", "specialty_name", "catalogue_edition", "entry_year")
    good, former = (
        ("higher", "460702", "新能源汽车技术", "2030", 2031),
        ("higher", "560707", "新能源汽车技术", "2030", 2031),
    )

    with django_assert_num_queries(3):
        faults = list(specialty_faults(Rows(names, [good, former] * 20), None))  # type: ignore[arg-type]  # nobody is asked

    sentence = "“2030目录”中没有专业代码560707。560707是原代码，现为460702新能源汽车技术。"
    assert faults == [Fault(row, "specialty_code", sentence) for row in range(1, 40, 2)]


def about_edition(name: str, rows: list[Row], used_from: date):  # type: ignore[no-untyped-def]
    said = About(catalogue="specialties", name=name, source="示例", used_from=used_from)
    edition = import_edition(Draft(rows=rows), said, checksum="", by=None)
    return publish_edition(edition, by=None, today=date(2026, 4, 15))
