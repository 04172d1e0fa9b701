"""Four papers as the group prints them. Bodies, members and figures are invented."""

from __future__ import annotations

from datetime import date

from shouwei.ground.documents.official.document import (
    Align,
    Annex,
    BulletinHead,
    Cell,
    Column,
    Foot,
    FormHead,
    Heading,
    KeyFigure,
    KeyFigures,
    Numbering,
    OfficialDocument,
    Page,
    Paragraph,
    Record,
    RedHead,
    Row,
    Signature,
    Table,
)

ISSUER = "临江职业教育集团秘书处"
FOOT = Foot(snapshot="S000012", cut_off=date(2019, 6, 10), source="各成员单位填报，秘书处复核")
STATES = ("overdue", "behind", "due_soon", "in_review", "not_started", "normal", "done", "stopped")


def row(*cells: Cell | str, height: float = 0) -> Row:
    return Row(tuple(Cell(cell) if isinstance(cell, str) else cell for cell in cells), height)


def notification() -> OfficialDocument:
    """督查通报 with a red head, two tables and a record at the end."""
    return OfficialDocument(
        title="关于2019年6月上旬重点任务推进情况的\n通　　报",
        kind="通报",
        head=RedHead(issuer=ISSUER, number="临职教督〔2019〕7号"),
        addressee="各成员单位",
        body=(
            Paragraph(
                "根据《临江职业教育集团建设方案》分工和理事会“每旬一调度”的要求，秘书处对35项重点任务、128件落实事项的推进情况"
                "进行了核查。现将有关情况通报如下。"
            ),
            Heading(1, "总体情况"),
            Paragraph(
                "截至6月10日，128件落实事项中已办结22件，办结率17.2%；按序时推进81件，临期9件，滞后11件，逾期5件。"
            ),
            Heading(2, "按时办结的事项"),
            Paragraph("“专业动态调整机制”等22件事项提前或者按时办结，佐证材料齐全，经复核予以销号。"),
            Heading(2, "逾期和滞后的事项"),
            Paragraph("逾期和滞后事项集中在实训基地共建、校外实习岗位落实两个方面，具体情况见下表。"),
            Table(
                title="逾期和滞后事项清单",
                columns=(
                    Column("序号", 0.7, Align.CENTRE),
                    Column("事项", 3),
                    Column("责任单位", 2),
                    Column("应办结日期", 2, Align.CENTRE),
                    Column("状态", 1.3, Align.CENTRE),
                ),
                rows=(
                    row(
                        "1",
                        "建成智能制造公共实训基地",
                        Cell("东港职业学院", row_span=2),
                        "2019年5月31日",
                        Cell(state="overdue"),
                    ),
                    row("2", "落实校外实习岗位600个", "2019年6月30日", Cell(state="behind")),
                    row("3", "签订校企合作协议12份", "南桥中等专业学校", "2019年6月15日", Cell(state="due_soon")),
                    row(
                        "4",
                        "编制人才需求调查报告",
                        "北岭技工学校",
                        "2019年6月20日",
                        Cell("办结，提前10天", state="done"),
                    ),
                ),
                note="滞后指完成进度低于序时进度15个百分点以上。",
            ),
            Heading(1, "存在问题"),
            Paragraph("部分单位只报进度、不报佐证；个别单位一稿多用，旬报内容与上旬相同。", lead="报送质量不高。"),
            Paragraph("实训设备采购周期长，审批与建设没有同步安排。", lead="前期工作不实。"),
            Heading(1, "有关要求"),
            Heading(2, "限期整改"),
            Heading(3, "逾期事项"),
            Paragraph("责任单位于6月20日前报送整改方案，明确责任人和完成日期："),
            Heading(4, "整改方案应当写明原因、措施和时限；"),
            Heading(4, "确需调整时限的，应当在期满前提出申请。"),
            Heading(3, "滞后事项"),
            Paragraph("责任单位加快进度，6月下旬调度时逐项说明。"),
        ),
        signature=Signature(ISSUER, date(2019, 6, 12)),
        attachments=("各成员单位报送情况统计表", "逾期事项整改要求"),
        record=Record("理事会各副理事长单位，市教育行政部门", "临江职业教育集团秘书处", date(2019, 6, 12)),
        foot=FOOT,
    )


def dispatch() -> OfficialDocument:
    """旬调度材料: key figures, sections, an annex table over several pages in landscape."""
    units = ("东港职业学院", "南桥中等专业学校", "北岭技工学校", "西塘机械有限公司")
    lines = tuple(
        row(
            str(n),
            f"第{n}项重点任务：完善产教融合协同育人机制的具体举措",
            units[n % 4],
            "2019年12月31日",
            f"{n * 7 % 100}%",
            Cell(state=STATES[n % 8]),
            "已完成调研，形成初步方案，正在征求成员单位意见。",
        )
        for n in range(1, 36)
    )
    return OfficialDocument(
        title="2019年6月上旬重点任务调度材料",
        kind="简报",
        head=BulletinHead("重点任务调度", "第6期", ISSUER, date(2019, 6, 11)),
        body=(
            KeyFigures(
                (
                    KeyFigure("落实事项", "128", "件", "较上旬持平"),
                    KeyFigure("已办结", "22", "件", "较上旬增加6件", "done"),
                    KeyFigure("滞后", "11", "件", "较上旬减少2件", "behind"),
                    KeyFigure("逾期", "5", "件", "较上旬增加1件", "overdue"),
                ),
                note="办结以秘书处复核通过为准。",
            ),
            Heading(1, "总体进展"),
            Paragraph("6月上旬，各成员单位按照分工推进，应报送旬报34家，已报送33家，报送率97.1%。"),
            Heading(1, "需要协调的事项"),
            Paragraph("东港职业学院反映，公共实训基地用电增容审批尚未完成，请产业园区协助。", lead="用电增容。"),
            Paragraph("南桥中等专业学校反映，实习岗位与专业不完全对口，请合作企业调整岗位。", lead="岗位对口。"),
            Heading(1, "提请会议议定"),
            Paragraph("1项逾期事项拟发督办单；2项任务拟调整时限。"),
        ),
        annexes=(
            Annex(
                "重点任务推进情况一览表",
                (
                    Table(
                        columns=(
                            Column("序号", 0.8, Align.CENTRE),
                            Column("任务", 4),
                            Column("牵头单位", 2),
                            Column("时限", 2.2, Align.CENTRE),
                            Column("进度", 0.8, Align.RIGHT),
                            Column("状态", 1.4, Align.CENTRE),
                            Column("进展情况", 4),
                        ),
                        rows=lines,
                    ),
                ),
                Page.A4_LANDSCAPE,
            ),
        ),
        foot=FOOT,
    )


def supervision_notice() -> OfficialDocument:
    """督办单: one page with a box for the reply."""
    return OfficialDocument(
        title="重点任务督办单",
        kind="督办单",
        head=FormHead("编号：临职教督单〔2019〕3号"),
        body=(
            Table(
                header=False,
                columns=(Column("", 1.2), Column("", 3), Column("", 1.2), Column("", 3)),
                rows=(
                    row(
                        Cell("承办单位", label=True),
                        "东港职业学院",
                        Cell("督办等级", label=True),
                        Cell("红色　逾期", "overdue"),
                    ),
                    row(Cell("责任领导", label=True), "林示例", Cell("责任人", label=True), "吴示例"),
                    row(
                        Cell("督办事项", label=True), Cell("建成智能制造公共实训基地（任务1.3）", col_span=3), height=14
                    ),
                    row(
                        Cell("督办依据", label=True),
                        Cell(
                            "《建设方案》任务1.3，应于2019年5月31日办结，已逾期10天；最近一次报告进度60%。", col_span=3
                        ),
                        height=18,
                    ),
                    row(
                        Cell("办理要求", label=True),
                        Cell("请于2019年6月20日前书面回复原因、措施和完成日期。", col_span=3),
                        height=22,
                    ),
                    row(Cell("承办单位\n回复", label=True), Cell("", col_span=3), height=62),
                    row(Cell("复核意见", label=True), Cell("", col_span=3), height=30),
                ),
            ),
        ),
        signature=Signature(ISSUER, date(2019, 6, 11)),
        foot=FOOT,
        numbering=Numbering.OF_TOTAL,
    )


def heatmap() -> OfficialDocument:
    """A3 landscape: 35 tasks × 12 members."""
    members = tuple(f"第{'一二三四五六七八九十'[n % 10]}{'示范学院' if n < 6 else '样例企业'}" for n in range(12))
    rows = tuple(
        row(
            f"{n // 9 + 1}.{n % 9 + 1}",
            f"任务{n + 1}：推进产教融合与校企合作事项",
            *(
                Cell(state=STATES[(n * 5 + m * 3) % 8]) if (n + m) % 4 else Cell("", align=Align.CENTRE)
                for m in range(12)
            ),
        )
        for n in range(35)
    )
    return OfficialDocument(
        title="重点任务推进情况分布表（2019年6月上旬）",
        body=(
            Table(
                heat=True,
                columns=(
                    Column("编号", 1, Align.CENTRE),
                    Column("任务", 5),
                    *(Column(name, 1.5, Align.CENTRE) for name in members),
                ),
                rows=rows,
                note="空白表示该单位不承担此项任务。",
            ),
        ),
        foot=FOOT,
        page=Page.A3_LANDSCAPE,
        numbering=Numbering.OF_TOTAL,
    )


SAMPLES = {
    "notification": notification,
    "dispatch": dispatch,
    "supervision_notice": supervision_notice,
    "heatmap": heatmap,
}
