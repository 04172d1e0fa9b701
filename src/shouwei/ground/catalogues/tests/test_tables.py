"""Tables people upload: what is read, what is refused, line by line."""

from hypothesis import given
from hypothesis import strategies as st

from ..rules.tables import Problem, Row, counted, read_table
from ..rules.totals import differences, totals_for

HEAD = ["专业代码", "专业名称", "层次", "专业大类", "专业类"]


def test_an_official_table_below_its_title_becomes_rows_with_their_classes() -> None:
    draft = read_table(
        "specialties",
        [
            ["职业教育专业目录（2021年）"],
            [],
            HEAD,
            ["４６０７０２", " 新能源汽车技术 ", "高等职业教育专科", "装备制造大类", "汽车制造类"],
            ["460701", "汽车制造与试验技术", "", "装备制造大类", "汽车制造类"],
        ],
    )

    assert draft.problems == []
    assert draft.rows == [
        Row("46", "装备制造大类", "大类", ""),
        Row("4607", "汽车制造类", "专业类", "46"),
        Row("460702", "新能源汽车技术", "高职专科", "4607"),
        Row("460701", "汽车制造与试验技术", "高职专科", "4607"),
    ]
    assert draft.counts == {"大类": 1, "专业类": 1, "高职专科": 2}


def test_everything_wrong_is_named_by_its_line() -> None:
    draft = read_table(
        "industries",
        [
            ["代码", "名称", "上级代码"],
            ["C", "制造业", ""],
            ["36", "汽车制造业", "C"],
            ["36", "汽车制造", "C"],
            ["", "无代码", ""],
            ["37", "", "C"],
            ["三六", "写错", "C"],
            ["3811", "发电机及发电机组制造", ""],
        ],
    )

    assert draft.problems == [
        Problem(4, "代码“36”与第3行重复。"),
        Problem(5, "缺少代码。"),
        Problem(6, "缺少名称。"),
        Problem(7, "代码“三六”的写法不对，应为1位字母或2至4位数字。"),
        Problem(8, "代码“3811”的上级“381”不在表中。"),
    ]


def test_one_prefix_with_two_class_names_is_a_problem() -> None:
    draft = read_table(
        "specialties",
        [HEAD, ["460701", "甲", "", "装备制造大类", "汽车制造类"], ["460702", "乙", "", "装备制造大类", "汽车类"]],
    )

    assert draft.problems == [Problem(3, "代码段“4607”在第2行叫“汽车制造类”，在本行叫“汽车类”，请核对。")]


def test_an_unknown_level_is_refused() -> None:
    draft = read_table("specialties", [HEAD, ["460701", "甲", "研究生", "", ""]])

    assert [problem.line for problem in draft.problems] == [2]
    assert draft.rows == []


def test_a_table_without_its_heading_or_rows_says_so() -> None:
    assert [p.line for p in read_table("industries", [["甲", "乙"], ["1", "2"]]).problems] == [0]
    assert read_table("industries", [["代码", "名称"]]).problems == [Problem(0, "表头以下没有数据行。")]


def test_differences_from_the_published_totals_are_named() -> None:
    counts = {"大类": 19, "专业类": 97, "中职": 6, "高职专科": 744, "职业本科": 246}

    assert differences(totals_for("specialties", "2021目录"), counts) == [
        "中职：公布358个，本表6个，少352个。",
        "职业本科：公布247个，本表246个，少1个。",
    ]
    assert differences(totals_for("specialties", "2022年增补"), counts) == []
    assert (
        differences(totals_for("industries", "GB/T 4754-2017"), {"门类": 20, "大类": 97, "中类": 473, "小类": 1381})
        == []
    )


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(
    st.sampled_from(["specialties", "industries", "occupations", "regions", "destinations"]),
    st.lists(st.lists(CELL, max_size=5), max_size=8),
)
def test_no_table_breaks_the_reader_and_every_row_is_sound(catalogue: str, lines: list[list[str]]) -> None:
    draft = read_table(catalogue, [["代码", "名称", "层次"], *lines])

    codes = [row.code for row in draft.rows]
    assert len(codes) == len(set(codes))
    assert all(row.name for row in draft.rows)
    assert sum(counted(draft.rows).values()) <= len(codes)


def test_what_is_read_otherwise_than_written_is_said_once_a_kind() -> None:
    draft = read_table(
        "specialties",
        [
            HEAD,
            ["４６０７０２", "新能源汽车（技术）", "高等职业教育专科", "装备制造大类", "汽车制造类"],
            ["460701k", "汽车制造", "高职专科", "装备制造大类", "汽车制造类"],
            ["４６０７０３", "汽车电子", "", "装备制造大类", "汽车制造类"],
        ],
    )

    assert draft.notes == [
        "代码中的全角字符改为半角2处，如第2行“４６０７０２”读作“460702”。",
        "名称中的全角字符改为半角1处，如第2行“新能源汽车（技术）”读作“新能源汽车(技术)”。",
        "层次按目录的说法1处，如第2行“高等职业教育专科”读作“高职专科”。",
        "代码中的小写字母改为大写1处，如第3行“460701k”读作“460701K”。",
        "由“专业大类”“专业类”两列得出大类、专业类代码2个。",
    ]
    assert read_table("industries", [["代码", "名称", "上级代码"], ["C", "制造业", ""]]).notes == []
