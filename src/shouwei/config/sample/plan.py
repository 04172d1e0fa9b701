"""The sample plan of the invented 江城 group, dated so that it is always running.

Like real ones it is not flawless: a number is printed twice, one task names 学院 where the body says 集团, and the date of
issue is not printed. The reader has to find these.
"""

from __future__ import annotations

from datetime import date

from shouwei.ground.calendar.rules.tenday import month_end

TITLE = "江城职业教育集团服务重点产业工作方案"
SCHOOLS, EVERYBODY = "各成员学校", "各成员学校、各成员企业"

# area → rows of (body text, table text or "" when alike, lead, implementers, months after issue or None for 长期)
AREAS: tuple[tuple[str, tuple[tuple[str, str, str, str, int | None], ...]], ...] = (
    (
        "优化专业布局",
        (
            (
                "梳理各园区重点产业岗位需求，编制集团专业布局规划，明确每所学校的主干专业。",
                "梳理各园区重点产业岗位需求，编制学院专业布局规划，明确每所学校的主干专业。",
                "专业发展部",
                SCHOOLS,
                4,
            ),
            ("对重复设置、就业去向分散的专业点逐个论证，提出保留、合并或停招意见。", "", "专业发展部", SCHOOLS, 2),
            ("与重点企业共同修订人才培养方案，每个主干专业至少有两家企业参与。", "", "专业发展部", EVERYBODY, 4),
        ),
    ),
    (
        "做好招生宣传",
        (
            ("组织集团开放日，邀请初中和高中毕业班师生走进实训车间。", "", "招生就业处", EVERYBODY, 3),
            ("在集团网站和公众号开设专栏，持续介绍本地产业与技能岗位。", "", "招生就业处", EVERYBODY, None),
            ("面向退役军人、新型职业农民等群体制定灵活学制的招生办法。", "", "招生就业处", SCHOOLS, 2),
        ),
    ),
    (
        "促进本地就业",
        (
            ("编写年度就业指南，列明本地企业岗位、薪酬区间和联系人。", "", "招生就业处", EVERYBODY, 1),
            ("按专业举办小型专场招聘会，每场面向不少于五家本地企业。", "", "招生就业处", EVERYBODY, None),
            ("建立毕业生离校后半年和一年的回访机制，回访结果进入专业评价。", "", "招生就业处", SCHOOLS, 5),
        ),
    ),
    (
        "深化校企合作",
        (
            ("与各园区管委会建立季度会商制度，形成需求清单和服务清单。", "", "秘书处办公室", EVERYBODY, None),
            ("新建两个产业学院，明确理事会章程、专业方向和设备投入。", "", "秘书处办公室", EVERYBODY, 9),
            ("扩大订单班和现代学徒制规模，学生入校即与企业签订培养协议。", "", "专业发展部", EVERYBODY, 6),
            ("选派专业教师到企业实践，每人每年不少于一个月。", "", "师资与培训部", EVERYBODY, None),
        ),
    ),
    (
        "规范实习实训",
        (
            ("制定各专业岗位实习标准，明确岗位、学时、指导教师和考核办法。", "", "专业发展部", SCHOOLS, 3),
            ("完成实习单位安全条件核查，不符合条件的不得安排学生。", "", "秘书处办公室", EVERYBODY, 0),
            ("推动实训设备校际共享，建立统一预约和结算办法。", "", "师资与培训部", SCHOOLS, 7),
        ),
    ),
    (
        "提升培训与技术服务",
        (
            ("开发十个企业急需的短期培训课程包。", "", "师资与培训部", EVERYBODY, 5),
            ("组织教师团队为中小企业解决技术难题，形成服务案例。", "", "师资与培训部", EVERYBODY, None),
            ("制定教师参与技术服务的激励办法，经理事会审议后施行。", "", "秘书处办公室", SCHOOLS, 3),
        ),
    ),
)
NUMERALS = "一二三四五六七八九"


def deadline(issued_on: date, months: int | None) -> str:
    """``2026.12``: so many months after the month of issue; 长期 where no month is set."""
    if months is None:
        return "长期"
    month = issued_on.month - 1 + months
    return f"{issued_on.year + month // 12}.{month % 12 + 1}"


def due_on(issued_on: date, months: int) -> date:
    month = issued_on.month - 1 + months
    return month_end(issued_on.year + month // 12, month % 12 + 1)


def sample_plan(issued_on: date) -> str:
    """The whole document as text: cover notice, body, task table with a tab between columns."""
    rows = [(area, row) for area, rows in AREAS for row in rows]
    return "\n".join([*_cover(issued_on), *_body(), "", f"{TITLE}任务分解表", *_table(rows, issued_on), *_notes()])


def _cover(issued_on: date) -> list[str]:
    return [
        f"江职集〔{issued_on.year}〕3号",
        "",
        "关于印发《" + TITLE + "》的通知",
        "",
        "江城职业教育集团各成员单位：",
        f"《{TITLE}》已经集团理事会{issued_on.year}年第一次会议审议通过，现印发给你们，请认真组织实施。",
        "",
        TITLE,
        "",
        "为推动集团成员学校和企业更好地服务江城市重点产业，结合实际，制定本方案。",
        "一、工作目标",
        "通过三年努力，实现专业设置重点产业全覆盖，招生规模比2018年翻一番，集团毕业生本地就业率达到70%以上。",
        "二、主要任务",
    ]


def _body() -> list[str]:
    lines, number = [], 0
    for order, (area, rows) in enumerate(AREAS):
        lines.append(f"（{NUMERALS[order]}）{area}")
        for text, *_ in rows:
            number += 1
            lines.append(f"{number}.{text}")
    return [
        *lines,
        "三、保障措施",
        "1.加强统筹。集团理事会每旬调度一次，秘书处每周会商一次。专业发展部、招生就业处、师资与培训部依据各自职能负责具体实施。",
        "2.强化考核。工作进展情况纳入对成员单位的年度考核。",
    ]


def _table(rows: list[tuple[str, tuple[str, str, str, str, int | None]]], issued_on: date) -> list[str]:
    lines, last_area = ["\t".join(("序号", "主要任务", "具体内容", "牵头部门", "落实主体", "完成时限", "备注"))], ""
    for number, (area, (text, table_text, lead, implementers, months)) in enumerate(rows, 1):
        printed = number - 1 if number == 9 else number  # row 9 is printed as a second 8
        shown = area if area != last_area else ""
        last_area = area
        cells = (str(printed), shown, table_text or text, lead, implementers, deadline(issued_on, months), "")
        lines.append("\t".join(cells))
    return lines


def _notes() -> list[str]:
    return [
        "",
        "备注：",
        "1.牵头部门应会同成员学校和企业制定工作方案，细化落实举措，在本文印发后20天内报秘书处办公室。完成时限标注为“长期”的，应确立年度工作目标。",
        "2.工作进展及存在的困难或问题应及时向集团理事会、秘书处报告。",
    ]
