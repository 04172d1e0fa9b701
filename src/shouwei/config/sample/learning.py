"""Industries, programmes, rolls and destinations of the sample group. Everybody is invented, and every number too: the ID numbers
begin with 99, which is no region, and all telephones are 13800000000 and the like."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from stdnum.cn import ric, uscc

from shouwei.core.text import pinyin_key
from shouwei.ground.catalogues.workflows.load_shipped import occupations
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.learners.models import Student
from shouwei.ground.links.models import Link
from shouwei.ground.links.workflows.open_link import open_link
from shouwei.ground.organisations.models import Contact, Organisation
from shouwei.ground.people.models import Identity
from shouwei.oversight.indicators.models import Definition, Goal
from shouwei.oversight.indicators.queries.rounds import prefilled
from shouwei.oversight.indicators.workflows.hand_in import Figure, hand_in
from shouwei.oversight.indicators.workflows.open_round import open_round
from shouwei.oversight.indicators.workflows.ship_definitions import ship_definitions
from shouwei.oversight.planning.models import Plan
from shouwei.work.admissions.models import Baseline, Intake
from shouwei.work.employment.links import CONFIRM_EMPLOYMENT
from shouwei.work.employment.models import Confirmation, Destination, Proof
from shouwei.work.employment.rules.secondary import LISTS, NEWER, asked_of, edition_of
from shouwei.work.employment.workflows.answer_employer_link import answer_employer_link
from shouwei.work.employment.workflows.ask_employers import ask_employers
from shouwei.work.employment.workflows.weigh import weigh
from shouwei.work.programmes.links import CHECK_PARTNERSHIP
from shouwei.work.programmes.models import (
    Category,
    CategoryMapping,
    Crosswalk,
    Partner,
    Programme,
    ProgrammeYear,
    Segment,
)
from shouwei.work.programmes.workflows.answer_mentor_link import answer_mentor_link
from shouwei.work.programmes.workflows.ask_mentors import ask_mentors
from shouwei.work.programmes.workflows.write_industry import SegmentLine, write_industry

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"
CITY, PROVINCE, ELSEWHERE = ("340811", "340881", "340822"), ("340104", "340209"), ("320505", "330106", "310115")
CLUSTERS = ("新能源汽车技术", "装备制造", "电子信息", "现代农业", "纺织服装", "化工", "文化旅游", "土建", "商贸物流")
QUOTAS = ("汽车", "装备制造", "商贸物流", "信息技术")
TRAINING = ("先进制造业", "现代服务业", "战略性新兴产业", "现代农业")
NEAR = (
    ("quota", "汽车", "cluster", "新能源汽车技术", "part", "汽车还包括燃油汽车的制造、检测与维修。"),
    ("quota", "装备制造", "cluster", "装备制造", "same", "名称和范围一致。"),
    ("quota", "商贸物流", "cluster", "商贸物流", "same", "名称和范围一致。"),
    ("quota", "信息技术", "cluster", "电子信息", "not", "信息技术偏软件与网络，电子信息偏电子产品制造。"),
    ("training", "先进制造业", "cluster", "装备制造", "part", "先进制造业还包括汽车、化工、纺织的先进工艺。"),
    ("training", "现代农业", "cluster", "现代农业", "part", "培训领域面向社会成员，专业群面向学历教育。"),
)
# area, kind, industry, source, segments
INDUSTRIES = (
    (
        "江城经济开发区",
        "park",
        "新能源汽车及零部件",
        (("upstream", "动力电池", "3841"), ("middle", "整车", "3612"), ("middle", "汽车零部件", "3670")),
    ),
    ("江城高新区", "park", "化工新材料", (("upstream", "基础化工", "2614"), ("downstream", "涂料与功能膜", "2641"))),
    ("滨湖县", "county", "纺织服装", (("middle", "服装制造", "1811"), ("downstream", "电商与物流", "5990"))),
    ("云岭县", "county", "绿色食品", (("upstream", "种植养殖", "0111"), ("middle", "食品加工", "1371"))),
    ("江城临港区", "park", "船舶动力", (("middle", "船用柴油机", "3732"),)),
)
# school, level, code, name, cluster, segments it serves, classes a year, firm
TEACHING = (
    ("江城职院", "higher", "460702", "新能源汽车技术", 0, ("动力电池", "整车"), 2, "虚舟汽车"),
    ("江城职院", "higher", "470201", "应用化工技术", 5, ("基础化工", "涂料与功能膜"), 1, "范例化工"),
    ("江城职院", "higher", "530802", "现代物流管理", 8, ("电商与物流",), 1, ""),
    ("第一职校", "secondary", "700206", "汽车运用与维修", 0, ("整车", "汽车零部件"), 2, "虚舟汽车"),
    ("第一职校", "secondary", "730701", "电子商务", 8, ("电商与物流",), 1, ""),
    ("第二职校", "secondary", "680402", "服装设计与工艺", 4, ("服装制造",), 1, "设想纺织"),
    ("第二职校", "secondary", "700206", "汽车运用与维修", 0, ("整车",), 1, ""),
    ("滨湖技院", "technician", "660103", "机械加工技术", 1, ("汽车零部件",), 2, ""),
    ("滨湖技院", "technician", "700206", "汽车运用与维修", 0, ("整车",), 1, ""),
    ("云岭农校", "secondary", "610102", "作物生产技术", 3, ("种植养殖",), 1, ""),
    ("云岭农校", "secondary", "700206", "汽车运用与维修", 0, ("整车",), 1, ""),
)
WORKS_AS = {
    ("460702", "动力电池"): "6-24-04-00", ("460702", "整车"): "6-22-02-01", ("470201", "基础化工"): "6-11-01-03",
    ("470201", "涂料与功能膜"): "6-11-05-01", ("530802", "电商与物流"): "4-02-06-03", ("700206", "整车"): "6-22-02-01",
    ("700206", "汽车零部件"): "6-22-01-01", ("730701", "电商与物流"): "4-01-06-01", ("680402", "服装制造"): "6-05-01-01",
    ("660103", "汽车零部件"): "6-18-01-01", ("610102", "种植养殖"): "5-01-02-01",
}  # fmt: skip
"""Specialty and segment → the occupation it prepares for there; names are those of the catalogue."""
A_CLASS = 36
PAPERS_A_SCHOOL = 4
"""Proofs with a file that opens."""


def learning(plan: Plan, today: date) -> None:
    """Called once by the story, after the plan is at work."""
    chance = random.Random(20261124)  # noqa: S311  # a story, not a secret
    schools = {row.short_name: row for row in Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)}
    taxonomies(today)
    industries(today)
    programmes(schools, today)
    students = [row for line in TEACHING for row in roll(schools[line[0]], line, chance, today)]
    Student.objects.bulk_create(students, batch_size=2000)
    Intake.objects.bulk_create(intake(schools, chance, today), batch_size=2000)
    Baseline.objects.create(
        year=2018, registered=268, source="示例统计报表", confirmed=True, written_on=date(today.year, 1, 10)
    )
    proofs(chance, Destination.objects.bulk_create(destinations(chance, today), batch_size=2000), today)
    employers_word(schools["江城职院"], today)
    mentors_word(today)
    goals(today)
    collection(schools, today)
    plan.tasks.filter(text__contains="专场招聘会").update(indicator="local")


def goals(today: date) -> None:
    """Ways from a baseline to a goal for the three targets; the definitions are there unless a test has emptied the tables."""
    ship_definitions()
    begun, ends = today.year - 2, today.year + 1
    Goal.objects.bulk_create(
        Goal(target=target, from_year=begun, from_value=first, to_year=ends, to_value=last, source="示例方案")
        for target, first, last in (("coverage", 60, 100), ("intake", 1, 2), ("local", 20, 70))
    )


def collection(schools: dict[str, Organisation], today: date) -> None:
    """A round of the newest cohort, open for two weeks more; one school has handed in."""
    secretariat = Identity.objects.filter(role="secretariat").select_related("user", "organisation")[0]
    asked = ("local.city.employed.workplace", "ratio.settled", "intake.registered.all")
    one = open_round(
        title=f"{today.year}届毕业去向年终采集",
        year=today.year,
        opens_on=today - timedelta(days=5),
        closes_on=today + timedelta(days=14),
        definitions=list(Definition.objects.filter(code__in=asked, version=1)),
        members=list(schools.values()),
        by=secretariat,
        today=today,
    )
    first = one.submissions.filter(school=schools["第一职校"]).get()
    staff = Identity.objects.filter(role="unit_head", organisation=first.school).first()
    if staff is not None:
        reasons = {row.definition.code: Figure(*row.computed, "与记录一致") for row in prefilled(first, today)}
        hand_in(first, figures=reasons, why="", by=staff, today=today)


def taxonomies(today: date) -> None:
    since = date(today.year - 1, 1, 1)
    for scheme, names in (("cluster", CLUSTERS), ("quota", QUOTAS), ("training", TRAINING)):
        Category.objects.bulk_create(
            Category(scheme=scheme, name=name, source="示例方案", since=since) for name in names
        )
    rows = {(row.scheme, row.name): row for row in Category.objects.all()}
    CategoryMapping.objects.bulk_create(
        CategoryMapping(one=rows[a, one], other=rows[b, other], nearness=nearness, note=note)
        for a, one, b, other, nearness, note in NEAR
    )


def industries(today: date) -> None:
    secretariat = Identity.objects.filter(role="secretariat").select_related("user", "organisation")[0]
    for area, kind, name, segments in INDUSTRIES:
        place, _ = Organisation.objects.get_or_create(name=area, defaults={"kind": kind})
        write_industry(
            None,
            area=place,
            name=name,
            since=date(today.year - 3, 1, 1),
            until=None,
            source="示例规划",
            confirmed=kind == "park",
            segments=[SegmentLine(segment, stage, (code,)) for stage, segment, code in segments],
            by=secretariat,
        )


def programmes(schools: dict[str, Organisation], today: date) -> None:
    proposer = Identity.objects.filter(role="unit_head")[0]
    reviewer = Identity.objects.filter(role="department")[0]
    firms = {row.short_name: row for row in Organisation.objects.filter(kind=Organisation.Kind.ENTERPRISE)}
    clusters = {row.name: row for row in Category.objects.filter(scheme="cluster")}
    segments = {row.name: row for row in Segment.objects.select_related("industry")}
    occupation = {row.code: row.name for row in occupations()}
    for school, level, code, name, cluster, serves, classes, firm in TEACHING:
        row = Programme.objects.create(
            school=schools[school],
            level=level,
            specialty_code=code,
            specialty_name=name,
            catalogue_edition="2021",
            cluster=clusters[CLUSTERS[cluster]],
        )
        ProgrammeYear.objects.bulk_create(
            ProgrammeYear(
                programme=row,
                year=year,
                status="enrolling" if classes else "paused",
                source=f"{year}年专业备案（示例）",
            )
            for year in range(today.year - 3, today.year + 1)
        )
        for segment in serves:
            Crosswalk.objects.get_or_create(
                segment=segments[segment],
                level=level,
                specialty_code=code,
                occupation_code=WORKS_AS[code, segment],
                defaults={
                    "specialty_name": name,
                    "occupation_name": occupation[WORKS_AS[code, segment]],
                    "strength": 3 if firm else 2,
                    "evidence": "企业用工调研（示例）",
                    "state": "reviewed",
                    "proposed_by": proposer,
                    "reviewed_by": reviewer,
                    "reviewed_on": date(today.year, 1, 15),
                },
            )
        if firm:
            Partner.objects.create(
                programme=row,
                industry=segments[serves[0]].industry,
                enterprise=firms[firm],
                kind="order_class",
                since=date(today.year - 1, 9, 1),
                source="订单培养协议（示例）",
            )


Line = tuple[str, str, str, str, int, tuple[str, ...], int, str]


def roll(school: Organisation, line: Line, chance: random.Random, today: date) -> Iterator[Student]:
    """Five entry years: the two oldest have graduated, the newest is there from autumn on."""
    _, level, *_, classes, _ = line
    newest = today.year if today.month >= 9 else today.year - 1
    for year in range(newest - 4, newest + 1):
        grown = A_CLASS - 4 * (newest - year)
        for number in range(classes * grown):
            adult = level == "higher" and chance.random() < 0.12
            yield student(school, line, year, number, adult=adult, newest=newest, chance=chance)


def student(
    school: Organisation, line: Line, year: int, number: int, *, adult: bool, newest: int, chance: random.Random
) -> Student:
    _, level, code, name, _, _, _, _ = line
    finished = newest - year >= 3
    born = date(
        year - (chance.randint(24, 45) if adult else 15 if level == "secondary" else 18),
        chance.randint(1, 12),
        chance.randint(1, 28),
    )
    called = f"{chance.choice(SURNAMES)}示例"
    body = f"990000{born:%Y%m%d}{chance.randint(0, 999):03}"
    sources = {"secondary": "middle", "technician": "middle", "higher": "high"}
    return Student(
        school=school,
        student_no=f"{year}{code[:4]}{number + 1:03}",
        name=called,
        name_pinyin=pinyin_key(called),
        sex=chance.choice("mf"),
        born_on=born,
        id_number=body + ric.calc_check_digit(body),
        phone=f"138000{chance.randint(0, 99999):05}",
        home_county=chance.choice(CITY),
        level=level,
        specialty_code=code,
        specialty_name=name,
        catalogue_edition="2021",
        class_name=f"{name[:4]}{year % 100}{number // A_CLASS + 1:02}班",
        entry_year=year,
        entered_on=date(year, 9, 1),
        source=chance.choice(("veteran", "migrant", "laid_off")) if adult else sources[level],
        state="graduated" if finished else "suspended" if chance.random() < 0.01 else "enrolled",
        state_since=date(year + 3, 6, 30) if finished else date(year, 9, 1),
        cohort=year + 3 if finished else None,
    )


def intake(schools: dict[str, Organisation], chance: random.Random, today: date) -> Iterator[Intake]:
    """Three years of admissions; one school reports two persons more than its roll has."""
    newest = today.year if today.month >= 9 else today.year - 1
    counted = Counter(
        Student.objects.filter(entry_year__gt=newest - 3).values_list(
            "school", "entry_year", "level", "specialty_code", "specialty_name", "source"
        )
    )
    odd = schools["第二职校"].pk
    for (school, year, level, code, name, source), people in sorted(counted.items()):
        registered = people + (2 if school == odd and year == newest and code == "700206" else 0)
        admitted = registered + chance.randint(0, 4)
        yield Intake(
            school_id=school,
            year=year,
            level=level,
            specialty_code=code,
            specialty_name=name,
            category=source,
            quota=max(10, round(admitted, -1)),
            applied=admitted + chance.randint(0, 30),
            admitted=admitted,
            registered=registered,
            as_of=date(year, 9, 30),
        )


FIRMS = ("虚舟汽车零部件有限公司", "范例化工有限公司", "设想纺织服装有限公司", "外地示例公司")
PAPERS = {"10": "agreement", "11": "contract", "75": "document", "80": "notice", "46": "notice"}


def destinations(chance: random.Random, today: date) -> Iterator[Destination]:
    """Local employment grows from cohort to cohort; some have not found work and say so."""
    for row in Student.objects.exclude(cohort=None).order_by("pk"):
        assert row.cohort is not None
        local = 0.42 + 0.05 * (row.cohort - today.year)
        code = chance.choices(("10", "11", "80", "46", "75", "70", "71"), (34, 24, 18, 3, 4, 11, 6))[0]
        works = code in ("10", "11", "75")
        place = chance.choice(CITY if chance.random() < local else PROVINCE if chance.random() < 0.5 else ELSEWHERE)
        firm = chance.randrange(len(FIRMS)) if works else None
        yield Destination(
            student=row,
            school_id=row.school_id,
            cohort=row.cohort,
            level=row.level,
            specialty_code=row.specialty_code,
            code=code,
            code_edition="2023",
            employer_name=FIRMS[firm] if firm is not None else "",
            employer_code=credit_code(firm) if firm is not None else "",
            workplace_county=place if works else "",
            registered_county=place if works else "",
            matches_specialty=chance.random() < 0.7 if works else None,
            started_on=date(row.cohort, 7, 10) if works else None,
            state="reported",
            **(secondary(row, code, place if works else "") if asked_of(row.level) else {}),
        )


def secondary(row: Student, code: str, place: str) -> dict[str, str]:
    """What the sheet of secondary vocational graduates asks; one in eight has left it empty."""
    own = random.Random(row.student_no)  # noqa: S311  # invented people
    lists = LISTS[edition_of(row.cohort or 0)]
    if own.random() < 0.125 or not (place or code == "80"):
        return {}
    said = {"secondary_edition": edition_of(row.cohort or 0)}
    if code == "80":
        return said | {"study_way": own.choice([way for way in lists["study_way"] if way != "abroad"])}
    asked = ("sector", "settlement", "contract_length", "pay_band", "found_by")
    return (
        said
        | {name: own.choice(list(lists[name])) for name in asked}
        | {"region": region_of(place, edition_of(row.cohort or 0))}
    )


def region_of(place: str, edition: str) -> str:
    if edition == NEWER:
        return "province" if place.startswith(CITY[0][:2]) else "elsewhere"
    return "local" if place.startswith(CITY[0][:4]) else "away"


def credit_code(number: int) -> str:
    """Passes the check and names nobody: an all-nines body."""
    body = f"9199999999999999{number}"
    return body + uscc.calc_check_digit(body)


def proofs(chance: random.Random, went: list[Destination], today: date) -> None:
    """Most papers are there; a quarter of the graduates answered over their links, one in forty with a no."""
    given, said = [], []
    for row in went:
        paper = PAPERS.get(row.code, "")
        if paper and chance.random() < 0.85:
            given.append(Proof(destination=row, kind=paper, given_on=date(row.cohort, 8, 1)))
            if chance.random() < 0.1:
                given.append(Proof(destination=row, kind="register", given_on=today - timedelta(days=30)))
        if paper and row.cohort == today.year and chance.random() < 0.3:
            answer = "no" if chance.random() < 0.03 else "yes"
            moment = datetime.combine(today - timedelta(days=20), time(10), tzinfo=UTC)
            said.append(Confirmation(destination=row, answer=answer, answered_at=moment))
    Proof.objects.bulk_create(given, batch_size=2000)
    Confirmation.objects.bulk_create(said, batch_size=2000)
    papers([proof for proof in given if proof.kind != "register" and proof.destination.cohort == today.year])
    weigh(went, on=today)


def employers_word(school: Organisation, today: date) -> None:
    """Three employers stand in the register with a contact; a school has asked them, one has answered, with a no among many yeses."""
    for number, name in enumerate(FIRMS[:3]):
        firm = Organisation.objects.filter(name=name).first()
        if firm is None:
            continue
        firm.credit_code, firm.founded_on = credit_code(number), date(2003 + number, 5, 6)
        firm.save()
        Contact.objects.create(organisation=firm, post="人事部", phone=f"1380010000{number}")
    head = Identity.objects.filter(role="unit_head", organisation=school).select_related("user", "organisation")[0]
    moment = datetime.combine(today - timedelta(days=2), time(2), tzinfo=UTC)
    asks = ask_employers(Destination.objects.filter(school=school, cohort=today.year), by=head, now=moment)
    first = asks[0]
    link = Link.objects.get(purpose=CONFIRM_EMPLOYMENT.name, about_id=first.pk)
    link = open_link(link, device="示例", answer=first.employer_code[-4:], now=moment)
    rows = list(first.answers.all())
    said = {row.pk: ("yes", "") for row in rows} | {rows[0].pk: ("no", "没有办理过入职")}
    answer_employer_link(link, said=said, now=moment)


def mentors_word(today: date) -> None:
    """Enterprises have been asked about their partnerships: one says yes, one that it has ended, one is silent, one was not asked."""
    secretariat = Identity.objects.filter(role="secretariat").select_related("user", "organisation")[0]
    moment = datetime.combine(today - timedelta(days=3), time(2), tzinfo=UTC)
    said = {
        ("江城职院", "虚舟汽车"): ("true", "", None),
        ("第二职校", "设想纺织"): ("ended", "工厂搬迁，示例班没有再招", date(today.year, 3, 31)),
        ("江城职院", "范例化工"): None,
    }
    for (school, firm), answer in said.items():
        partner = Partner.objects.get(programme__school__short_name=school, enterprise__short_name=firm)
        Contact.objects.get_or_create(
            organisation=partner.enterprise, post="企业导师", defaults={"phone": f"138002{partner.pk:05}"}
        )
        (ask,) = ask_mentors(Partner.objects.filter(pk=partner.pk), by=secretariat, now=moment)
        if answer is not None:
            link = Link.objects.get(purpose=CHECK_PARTNERSHIP.name, about_id=ask.pk)
            link = open_link(link, device="示例", answer=partner.enterprise.credit_code[-4:], now=moment)
            word, note, ended_on = answer
            answer_mentor_link(link, word=word, note=note, ended_on=ended_on, now=moment)


def papers(given: list[Proof]) -> None:
    """A few of each school can be opened: a short text in the place of the scan."""
    clerks = {row.organisation_id: row for row in Identity.objects.filter(role="unit_head").select_related("user")}
    opened: Counter[int] = Counter()
    for proof in given:
        row = proof.destination
        if opened[row.school_id] == PAPERS_A_SCHOOL:
            continue
        opened[row.school_id] += 1
        said = f"{proof.get_kind_display()}（示例）\n甲方：{row.employer_name or '示例单位'}\n乙方：{row.student.name}\n编号：{row.pk}"
        proof.given_by = clerks[row.school_id]
        proof.file = keep_file(
            f"{proof.get_kind_display()}{row.student.student_no}.txt", said.encode(), by=proof.given_by
        )
        proof.save(update_fields=["file", "given_by"])
