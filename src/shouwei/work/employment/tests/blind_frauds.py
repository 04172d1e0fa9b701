"""A second, blind world of graduates, firms and frauds for the cross-checks.

Written from the words of the plan alone (trust.md 4.1 to 4.4), before the rules it judges were read or extended, and with other
distributions and mechanisms than ``test_planted_frauds``: schools and firms of very unequal size, registers with holes, families that
share a telephone, big employers that take on forty at once, classes that sign on one day at a fair, teachers who type in sittings.
It knows nothing of rules or limits, and it is not tuned to them: where a rule does badly here, the rule is mended.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path, serif_path
from stdnum.cn import ric, uscc

COHORT = 2026
CENSUS = date(2026, 8, 31)
"""What is reported is what holds on this day."""
GRADUATION = date(2026, 6, 26)
HOLIDAYS = frozenset(
    date(2026, month, day)
    for month, days in ((5, (1, 2, 3, 4, 5)), (6, (19, 20, 21)), (4, (4, 5, 6)), (2, range(15, 24)))
    for day in days
)
"""Days off of 2026 as this world has them."""
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛范彭郎"
GIVEN = "示例甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥春夏秋冬东南西北山河湖海松竹梅兰晨曦朗月"
TRADES = ("C3311", "C1751", "C2611", "G5431", "H6110", "I6513", "F5213", "Q8010", "E4710", "C3670", "O8010", "L7262")
SPECIALTIES = {  # code: trades its graduates usually go into
    "460103": ("C3311", "C3670"),
    "480402": ("C1751",),
    "510201": ("I6513",),
    "530802": ("G5431", "F5213"),
    "540106": ("H6110", "O8010"),
    "440301": ("E4710",),
    "520801": ("Q8010",),
}


@dataclass
class Firm:
    name: str
    code: str
    trade: str
    founded_on: date
    staff: int
    kept: bool
    """Whether the group's own register knows it."""
    phone: str = ""
    email: str = ""
    closed_on: date | None = None


@dataclass
class Paper:
    kind: str
    digest: str
    dated_on: date
    made_on: date | None = None
    """What the file says of its own making; None for pictures."""
    text: str = ""
    picture: bytes = b""


@dataclass
class Person:
    key: int
    school: int
    name: str
    id_number: str
    phone: str
    born_on: date
    entered_on: date
    specialty: str
    class_name: str
    graduated_on: date = GRADUATION
    also: tuple[int, date] | None = None
    """Another school where he stands on the roll, and since when."""


@dataclass
class Line:
    person: Person
    cohort: int
    code: str
    firm_name: str = ""
    firm_code: str = ""
    firm_trade: str = ""
    started_on: date | None = None
    until: date | None = None
    papers: list[Paper] = field(default_factory=list)
    written_by: int = 0
    typed_at: datetime | None = None
    changed_at: datetime | None = None
    frauds: set[str] = field(default_factory=set)


@dataclass
class School:
    key: int
    kind: str
    phones: list[str]
    email: str
    history: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By earlier cohort: graduates, and how many were said to have a place."""
    frauds: set[str] = field(default_factory=set)


@dataclass
class World:
    schools: list[School]
    firms: list[Firm]
    lines: list[Line]
    earlier: list[Line]
    """Lines of the cohort before, where a person has two."""
    register: dict[str, Firm] = field(default_factory=dict)


class Maker:
    """Makes one world from one seed."""

    def __init__(self, seed: int, people: int) -> None:
        self.dice = random.Random(seed)
        self.people = people
        self.codes: set[str] = set()
        self.number = 0

    # -- small things ----------------------------------------------------------------------------------------------------------

    def phone(self) -> str:
        return f"1{self.dice.choice('3578')}{self.dice.randrange(10**9):09d}"

    def credit_code(self) -> str:
        while True:
            body = f"91{self.dice.choice(('340800', '340811', '340822', '320100'))}" + "".join(
                self.dice.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(9)
            )
            code = body + uscc.calc_check_digit(body)
            if code not in self.codes:
                self.codes.add(code)
                return code

    def id_number(self, born: date) -> str:
        """Nobody else's: two people never have one number."""
        while True:
            body = f"3408{self.dice.randrange(90, 100)}{born:%Y%m%d}{self.dice.randrange(1000):03d}"
            if body not in self.codes:
                self.codes.add(body)
                return body + ric.calc_check_digit(body + "0")

    def name(self) -> str:
        return self.dice.choice(SURNAMES) + "".join(self.dice.choice(GIVEN) for _ in range(self.dice.choice((1, 2, 2))))

    def digest(self) -> str:
        return f"{self.dice.getrandbits(256):064x}"

    def weighted_day(self, first: date, last: date, peak: date) -> date:
        """Days bunch round ``peak`` as triangles do; nearly nobody signs on a day off."""
        while True:
            share = self.dice.triangular(0, 1, (peak - first).days / (last - first).days)
            day = first + timedelta(days=round(share * (last - first).days))
            if (day in HOLIDAYS and self.dice.random() < 0.93) or (day.weekday() == 6 and self.dice.random() < 0.7):
                continue
            return day

    # -- an honest world -------------------------------------------------------------------------------------------------------

    def world(self) -> World:
        schools = [self.school(key) for key in range(14)]
        sizes = [1 / (key + 1.5) ** 0.8 for key in range(len(schools))]
        firms = [self.firm() for _ in range(900)]
        pull = [self.dice.paretovariate(1.1) for _ in firms]
        lines: list[Line] = []
        for school, size in zip(schools, sizes, strict=True):
            count = round(self.people * size / sum(sizes))
            rate = self.dice.gauss(0.90, 0.025)
            self.past(school, count, rate)
            lines += self.graduates(school, count, rate, firms, pull)
        world = World(schools, firms, lines, [], {firm.code: firm for firm in firms if firm.kept})
        self.known_pairs(world)
        self.big_hirers(world)
        self.earlier(world)
        return world

    def school(self, key: int) -> School:
        kind = self.dice.choices(("secondary", "technician", "higher"), (5, 2, 4))[0]
        return School(key, kind, [self.phone() for _ in range(self.dice.randint(2, 5))], f"job@school{key}.example")

    def past(self, school: School, count: int, rate: float) -> None:
        for year in range(COHORT - 4, COHORT):
            graduates = max(20, round(count * self.dice.uniform(0.8, 1.15)))
            that_year = min(0.985, max(0.5, self.dice.gauss(rate, 0.018)))
            school.history[year] = graduates, sum(self.dice.random() < that_year for _ in range(graduates))

    def firm(self) -> Firm:
        staff = max(3, round(math.exp(self.dice.gauss(4.3, 1.4))))
        self.number += 1
        kept = self.dice.random() < 0.55
        name = f"示例{self.dice.choice(GIVEN)}{self.dice.choice(GIVEN)}{self.number}有限公司"
        founded = date(2026, 1, 1) - timedelta(days=round(self.dice.expovariate(1 / 3200)) + 90)
        has_mail = self.dice.random() < 0.4
        return Firm(
            name=name,
            code=self.credit_code(),
            trade=self.dice.choice(TRADES),
            founded_on=founded,
            staff=staff,
            kept=kept,
            phone=self.phone() if self.dice.random() < 0.7 else "",
            email=f"hr@firm{self.number}.example" if has_mail else "",
        )

    def graduates(self, school: School, count: int, rate: float, firms: list[Firm], pull: list[float]) -> list[Line]:
        lines = []
        specialties = self.dice.sample(list(SPECIALTIES), 4)
        teachers = [school.key * 10 + n for n in range(3)]
        clock = {teacher: datetime(2026, 7, 6, 8, 30, tzinfo=UTC) for teacher in teachers}
        by_file = self.dice.random() < 0.35
        hired: dict[str, int] = {}
        for n in range(count):
            specialty = specialties[n * 4 // count]
            age = 18 if school.kind != "higher" else 21
            born = date(2026 - age, 1, 1) + timedelta(days=self.dice.randrange(365) - 300)
            self.number += 1
            person = Person(
                key=self.number,
                school=school.key,
                name=self.name(),
                id_number=self.id_number(born),
                phone="" if self.dice.random() < 0.08 else self.phone(),
                born_on=born,
                entered_on=date(2023, 9, 1),
                specialty=specialty,
                class_name=f"{specialty[:4]}-{n // 43}",
            )
            line = self.line(person, rate, firms, pull, hired)
            line.written_by = self.dice.choice(teachers)
            if by_file:
                line.changed_at = datetime(2026, 8, 20, 15, 2, tzinfo=UTC)
            else:
                self.type_in(line, clock)
            lines.append(line)
        return lines

    def type_in(self, line: Line, clock: dict[int, datetime]) -> None:
        """Sittings of an hour or two; between two records a minute and more, now and then a quick one."""
        at = clock[line.written_by] + timedelta(seconds=18 + self.dice.expovariate(1 / 70))
        if at.hour >= 17 or self.dice.random() < 0.02:
            at = (at + timedelta(days=self.dice.randint(1, 3))).replace(hour=8, minute=self.dice.randrange(60))
        if at.date() > date(2026, 8, 29):
            at = datetime(2026, 8, 28, 9, 0, tzinfo=UTC) + timedelta(seconds=self.dice.randrange(20_000))
        clock[line.written_by] = at
        line.typed_at = line.changed_at = at

    def line(self, person: Person, rate: float, firms: list[Firm], pull: list[float], hired: dict[str, int]) -> Line:
        if self.dice.random() > rate:
            return Line(person, COHORT, self.dice.choice(("70", "71", "72")))
        kind = self.dice.choices(("job", "study", "army", "flexible", "own"), (62, 24, 2, 9, 3))[0]
        if kind == "study":
            return Line(person, COHORT, "80", papers=[self.paper(person, "notice", None)])
        if kind == "army":
            return Line(person, COHORT, "46", papers=[self.paper(person, "notice", None)])
        started = self.weighted_day(date(2026, 3, 20), CENSUS - timedelta(days=3), date(2026, 7, 1))
        if kind == "own":
            return Line(person, COHORT, "75" if self.dice.random() < 0.4 else "76", started_on=started)
        firm = self.choose(person, firms, pull, hired)
        line = Line(
            person,
            COHORT,
            "12" if kind == "flexible" else self.dice.choice(("10", "11", "11")),
            firm_name=firm.name,
            firm_code=firm.code if self.dice.random() > 0.03 else "",
            firm_trade=firm.trade if self.dice.random() > 0.2 else "",
            started_on=max(started, firm.founded_on + timedelta(days=30)),
        )
        line.until = self.term(line.started_on or started)
        line.papers.append(self.paper(person, "contract" if line.code != "10" else "agreement", line))
        return line

    def choose(self, person: Person, firms: list[Firm], pull: list[float], hired: dict[str, int]) -> Firm:
        """Mostly in the own trade; no firm takes on more than a small part of its people from one school."""
        for firm in self.dice.choices(firms, pull, k=400):
            fits = firm.trade in SPECIALTIES[person.specialty] or self.dice.random() < 0.25
            if fits and hired.get(firm.code, 0) + 1 <= max(1, firm.staff * 0.02):
                break
        else:
            firm = self.firm()
            firms.append(firm)
            pull.append(1.0)
        hired[firm.code] = hired.get(firm.code, 0) + 1
        return firm

    def term(self, started: date) -> date | None:
        form = self.dice.random()
        if form < 0.12:
            return None
        if form < 0.25:
            return date(started.year + self.dice.choice((0, 1, 2)), 12, 31)
        years = self.dice.choice((1, 1, 2, 3, 3))
        try:
            end = started.replace(year=started.year + years)
        except ValueError:
            end = started + timedelta(days=365 * years)
        return end - timedelta(days=1)

    def paper(self, person: Person, kind: str, line: Line | None) -> Paper:
        dated = (line and line.started_on) or date(2026, 7, 20)
        dated = max(date(2026, 1, 5), dated - timedelta(days=self.dice.choice((0, 0, 1, 2, 5, 9, 20))))
        while dated in HOLIDAYS and self.dice.random() < 0.9:
            dated -= timedelta(days=1)
        paper = Paper(kind, self.digest(), dated)
        if line is not None and self.dice.random() < 0.3:
            paper.made_on = dated - timedelta(days=self.dice.choice((0, 1, 3, 30, 200)))
            paper.text = own_words(self.dice, person, line, dated)
        return paper

    def known_pairs(self, world: World) -> None:
        """Brothers and sisters who left their mother's number."""
        by_school: dict[int, list[Line]] = {}
        for line in world.lines:
            by_school.setdefault(line.person.school, []).append(line)
        for lines in by_school.values():
            for _ in range(len(lines) // 180):
                one, other = self.dice.sample(lines, 2)
                if one.person.phone:
                    other.person.phone = one.person.phone

    def big_hirers(self, world: World) -> None:
        """A plant of thousands takes on a class and a half on one day, with contracts of one length."""
        for _ in range(5):
            firm = self.firm()
            firm.staff, firm.founded_on = self.dice.randint(2500, 9000), date(2009, 5, 11)
            firm.kept = True
            world.firms.append(firm)
            world.register[firm.code] = firm
            school = self.dice.randrange(len(world.schools))
            own = [row for row in world.lines if row.person.school == school and row.code in ("10", "11")]
            day = date(2026, 6, self.dice.choice((8, 15, 29)))
            for line in self.dice.sample(own, min(60, len(own) // 4)):
                line.firm_name, line.firm_code, line.firm_trade = firm.name, firm.code, firm.trade
                line.started_on, line.until = day, date(2029, day.month, day.day) - timedelta(days=1)
                for paper in line.papers:
                    paper.dated_on, paper.made_on, paper.text = day, None, ""

    def earlier(self, world: World) -> None:
        """Some had a place in the cohort before (retakers): they left it before the new one began."""
        for line in self.dice.sample(world.lines, len(world.lines) // 200):
            if line.started_on is not None:
                old = Line(line.person, COHORT - 1, "11", "示例旧单位有限公司", self.credit_code(), "C1751")
                old.started_on = date(2025, 7, 1)
                old.until = line.started_on - timedelta(days=self.dice.randint(1, 60))
                world.earlier.append(old)


def own_words(dice: random.Random, person: Person, line: Line, day: date) -> str:
    """An honest contract: each firm has wording of its own, and clauses that differ from person to person."""
    clause = random.Random(line.firm_name).sample(CLAUSES, 7)
    extra = dice.sample(CLAUSES, 2)
    return (
        f"劳动合同 甲方：{line.firm_name} 乙方：{person.name} 身份证号：{person.id_number} "
        + " ".join(clause + extra)
        + f" 岗位工资{dice.randrange(30, 72) * 100}元 签订日期：{day:%Y年%m月%d日}"
    )


CLAUSES = [
    "试用期按法律规定执行。",
    "工作地点为甲方所在地的厂区。",
    "甲方每月十五日前支付工资。",
    "甲方依法为乙方缴纳社会保险。",
    "乙方应遵守甲方的规章制度。",
    "乙方享有国家规定的休息休假。",
    "双方协商一致可以变更合同。",
    "甲方提供必要的劳动保护用品。",
    "乙方从事一线操作工作。",
    "乙方从事仓储物流工作。",
    "乙方从事客户服务工作。",
    "实行标准工时制度。",
    "实行综合计算工时制度。",
    "甲方提供集体宿舍。",
    "甲方提供午餐补贴。",
    "本合同一式两份，双方各执一份。",
    "未尽事宜按国家有关规定办理。",
    "乙方同意参加甲方组织的培训。",
    "乙方承诺所提供的材料真实。",
    "争议由甲方所在地仲裁机构处理。",
]


# -- frauds -------------------------------------------------------------------------------------------------------------------------


class Planter:
    """Plants the kinds of fraud the plan names into a world, each by a mechanism of its own, on people not yet used."""

    def __init__(self, world: World, maker: Maker, share: float) -> None:
        self.world, self.maker, self.dice = world, maker, maker.dice
        self.free = [row for row in world.lines if row.code in ("10", "11", "12")]
        self.dice.shuffle(self.free)
        self.share = share
        self.each = max(8, round(len(world.lines) * share / len(KINDS)))

    def take(self, count: int, *, school: int | None = None, code: Iterable[str] = ("10", "11", "12")) -> list[Line]:
        wanted = tuple(code)
        rows = [row for row in self.free if (school is None or row.person.school == school) and row.code in wanted]
        rows = rows[:count]
        taken = {id(row) for row in rows}
        self.free = [row for row in self.free if id(row) not in taken]
        return rows

    def big_school(self) -> int:
        """One that still has enough people to hide a fraud in."""
        rooms: dict[int, int] = {}
        for row in self.free:
            rooms[row.person.school] = rooms.get(row.person.school, 0) + 1
        return self.dice.choice([school for school, room in rooms.items() if room > 90])

    def mark(self, rows: Iterable[Line], kind: str) -> None:
        for row in rows:
            row.frauds.add(kind)

    def groups(self, low: int, high: int) -> Iterable[int]:
        left = self.each
        while left > 0:
            size = self.dice.randint(low, high)
            yield size
            left -= size

    def employ(self, row: Line, firm: Firm) -> None:
        row.firm_name, row.firm_code, row.firm_trade = firm.name, firm.code, firm.trade
        row.papers = [Paper("contract", self.maker.digest(), row.started_on or GRADUATION)]

    def new_firm(self, *, kept: bool) -> Firm:
        firm = self.maker.firm()
        firm.kept = kept
        self.world.firms.append(firm)
        if kept:
            self.world.register[firm.code] = firm
        return firm

    # people
    def shared_phone(self) -> None:
        """A monitor left her own number for the classmates she could not reach."""
        for size in self.groups(3, 7):
            rows = self.take(size, school=self.big_school())
            number = self.maker.phone()
            for row in rows:
                row.person.phone = number
            self.mark(rows, "shared_phone")

    def staff_phone(self) -> None:
        """The office's number stands where the graduate's should."""
        for row in self.take(self.each):
            row.person.phone = self.dice.choice(self.world.schools[row.person.school].phones)
            row.frauds.add("staff_phone")

    def one_person_twice(self) -> None:
        """Two schools claim the same graduate."""
        for _ in range(self.each // 2):
            one, other = self.take(1, school=self.big_school()), self.take(1)
            if one and other and one[0].person.school != other[0].person.school:
                other[0].person.id_number = one[0].person.id_number
                other[0].person.born_on = one[0].person.born_on
                self.mark(one + other, "one_person_twice")

    def wrong_id(self) -> None:
        """A number made up in a hurry: its last figure does not fit."""
        for row in self.take(self.each):
            number = row.person.id_number
            row.person.id_number = number[:17] + self.dice.choice([c for c in "0123456789X" if c != number[17]])
            row.frauds.add("wrong_id")

    def child_at_work(self) -> None:
        for row in self.take(self.each):
            row.person.born_on = date(2010, 10, 1) + timedelta(days=self.dice.randrange(600))
            row.person.id_number = self.maker.id_number(row.person.born_on)
            row.frauds.add("child_at_work")

    def enrolled_elsewhere(self) -> None:
        """Reported in a job while another school has him on its roll."""
        for row in self.take(self.each):
            others = [s.key for s in self.world.schools if s.key != row.person.school]
            row.person.also = self.dice.choice(others), date(2026, 3, 1) + timedelta(days=self.dice.randrange(150))
            row.frauds.add("enrolled_elsewhere")

    def two_jobs(self) -> None:
        """The job of the cohort before is still running by its own contract."""
        for row in self.take(self.each, code=("10", "11")):
            firm = self.dice.choice(self.world.firms)
            old = Line(row.person, COHORT - 1, "11", firm.name, firm.code, firm.trade)
            old.started_on = date(2025, 7, 1) + timedelta(days=self.dice.randrange(90))
            old.until = date(2027, 6, 30) + timedelta(days=self.dice.randrange(400))
            self.world.earlier.append(old)
            row.frauds.add("two_jobs")

    # firms
    def invented_code(self) -> None:
        for size in self.groups(1, 4):
            rows = self.take(size)
            good = self.maker.credit_code()
            place = self.dice.randrange(8, 16)
            wrong = self.dice.choice([c for c in "0123456789ABCDEFGH" if c != good[place]])
            code = good[:place] + wrong + good[place + 1 :]
            for row in rows:
                row.firm_name, row.firm_code = f"示例虚拟{code[9:13]}商贸有限公司", code
            self.mark(rows, "invented_code")

    def young_firm(self) -> None:
        """The licence is younger than the contract."""
        for size in self.groups(2, 6):
            rows = self.take(size)
            firm = self.new_firm(kept=True)
            firm.founded_on = max((row.started_on or GRADUATION) for row in rows) + timedelta(
                days=self.dice.randint(4, 70)
            )
            for row in rows:
                self.employ(row, firm)
            self.mark(rows, "young_firm")

    def closed_firm(self) -> None:
        for size in self.groups(2, 6):
            rows = self.take(size)
            firm = self.new_firm(kept=True)
            firm.founded_on = date(2012, 3, 3)
            firm.closed_on = min((row.started_on or GRADUATION) for row in rows) - timedelta(
                days=self.dice.randint(10, 400)
            )
            for row in rows:
                self.employ(row, firm)
            self.mark(rows, "closed_firm")

    def more_than_staff(self) -> None:
        """A shop of five has hired a class."""
        for size in self.groups(9, 16):
            rows = self.take(size, school=self.big_school())
            firm = self.new_firm(kept=True)
            firm.founded_on, firm.staff = date(2018, 4, 2), self.dice.randint(3, 7)
            for row in rows:
                self.employ(row, firm)
            self.mark(rows, "more_than_staff")

    def third_of_staff(self) -> None:
        """A third of a firm's whole staff are this summer's graduates of one school."""
        for size in self.groups(16, 28):
            rows = self.take(size, school=self.big_school())
            firm = self.new_firm(kept=True)
            firm.founded_on, firm.staff = date(2016, 4, 2), round(size / self.dice.uniform(0.3, 0.5))
            for row in rows:
                self.employ(row, firm)
            self.mark(rows, "third_of_staff")

    def firm_at_school(self) -> None:
        """Whoever calls the firm reaches the school."""
        for size in self.groups(3, 8):
            school = self.big_school()
            rows = self.take(size, school=school)
            firm = self.new_firm(kept=True)
            firm.founded_on, firm.staff = date(2019, 1, 15), 800
            if self.dice.random() < 0.7:
                firm.phone = self.dice.choice(self.world.schools[school].phones)
            else:
                firm.phone, firm.email = "", self.world.schools[school].email
            for row in rows:
                self.employ(row, firm)
            self.mark(rows, "firm_at_school")

    def flexible_at_one(self) -> None:
        """Everybody without a job has been put down with one agency."""
        for _ in range(2):
            rows = self.take(max(15, self.each // 2), school=self.big_school())
            firm = self.new_firm(kept=True)
            firm.founded_on, firm.staff = date(2015, 8, 8), 1200
            for row in rows:
                self.employ(row, firm)
                row.code = "12"
            self.mark(rows, "flexible_at_one")

    def other_trade(self) -> None:
        """The school writes a machine works; the register knows a hairdresser's."""
        for size in self.groups(1, 5):
            rows = self.take(size)
            firm = self.new_firm(kept=True)
            firm.founded_on, firm.staff = date(2014, 8, 8), 900
            firm.trade = "O8040"
            for row in rows:
                self.employ(row, firm)
                row.firm_trade = self.dice.choice(("C3311", "C3670", "I6513"))
            self.mark(rows, "other_trade")

    # time
    def typed_by_machine(self) -> None:
        """A script enters a class in half a minute."""
        for size in self.groups(45, 70):
            school = self.big_school()
            rows = self.take(size, school=school)
            at = datetime(2026, 8, 12, 23, self.dice.randrange(50), 4, tzinfo=UTC)
            for n, row in enumerate(rows):
                row.written_by = school * 10 + 7
                row.typed_at = row.changed_at = at + timedelta(milliseconds=620 * n)
            self.mark(rows, "typed_by_machine")

    def last_evening(self) -> None:
        """Half a school appears on the evening before the lists close."""
        for _ in range(2):
            school = self.big_school()
            rows = self.take(max(40, self.each // 2), school=school)
            for row in rows:
                row.written_by = school * 10 + self.dice.randrange(3)
                row.typed_at = datetime(2026, 8, 30, 18, 0, tzinfo=UTC) + timedelta(seconds=self.dice.randrange(19_000))
                row.changed_at = row.typed_at
            self.mark(rows, "last_evening")

    def on_holidays(self) -> None:
        """Papers made up in one go bear dates on which no office was open."""
        for _ in range(2):
            rows = self.take(max(12, self.each // 2), school=self.big_school())
            for row in rows:
                row.started_on = self.dice.choice(
                    (date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3), date(2026, 6, 19))
                )
                for paper in row.papers:
                    paper.dated_on, paper.made_on = row.started_on, None
            self.mark(rows, "on_holidays")

    def until_census(self) -> None:
        """The contract ends when the count is over."""
        for row in self.take(self.each):
            row.until = CENSUS + timedelta(days=self.dice.choice((1, 1, 1, 1, 2, 3, 5)))
            if row.started_on and row.started_on > row.until:
                row.started_on = CENSUS - timedelta(days=60)
            row.frauds.add("until_census")

    # papers
    def one_file(self) -> None:
        """The same file under several names."""
        for size in self.groups(2, 5):
            rows = self.take(size)
            digest = self.maker.digest()
            for row in rows:
                row.papers = [Paper("contract", digest, row.started_on or GRADUATION)]
            self.mark(rows, "one_file")

    def one_template(self) -> None:
        """A teacher's own form, filled in for graduates of many firms: only name and numbers change."""
        for size in self.groups(7, 14):
            rows = self.take(size, school=self.big_school())
            words = " ".join(self.dice.sample(CLAUSES, 9))
            for row in rows:
                day = row.started_on or GRADUATION
                row.papers = [
                    Paper(
                        "contract",
                        self.maker.digest(),
                        day,
                        made_on=day - timedelta(days=3),
                        text=f"兹证明 {row.person.name}（身份证号{row.person.id_number}）于{day:%Y年%m月%d日}起在"
                        f"{row.firm_name}工作，月工资{self.dice.randrange(30, 60) * 100}元。{words}",
                    )
                ]
            self.mark(rows, "one_template")

    def made_afterwards(self) -> None:
        """The file was made weeks after the day on which the contract says it was signed."""
        for row in self.take(self.each):
            day = row.started_on or GRADUATION
            row.papers = [
                Paper("contract", self.maker.digest(), day, made_on=day + timedelta(days=self.dice.randint(20, 90)))
            ]
            row.frauds.add("made_afterwards")

    def internship_as_job(self) -> None:
        for row in self.take(self.each, code=("10", "11")):
            row.papers = [Paper("internship", self.maker.digest(), row.started_on or GRADUATION)]
            row.frauds.add("internship_as_job")

    # whole schools
    def jump(self) -> None:
        """Rates rise by many points in one year; nobody can say why."""
        school = min(self.world.schools, key=lambda one: abs(len(self.of(one.key)) - 600))
        for year, (graduates, _) in list(school.history.items()):
            school.history[year] = graduates, round(graduates * self.dice.gauss(0.80, 0.012))
        for row in self.of(school.key):
            if row.code in ("70", "71", "72") and self.dice.random() < 0.6:
                row.code = "76"
        school.frauds.add("jump")

    def of(self, school: int) -> list[Line]:
        return [row for row in self.world.lines if row.person.school == school]

    def first_of_month(self) -> None:
        """Every date ends in the same figure, for they were made up at one desk."""
        school = next(one for one in reversed(self.world.schools) if len(self.of(one.key)) > 250 and not one.frauds)
        for row in self.of(school.key):
            if row.started_on is not None and not row.frauds and self.dice.random() < 0.8:
                row.started_on = row.started_on.replace(day=self.dice.choice((10, 20, 20, 10, 30)))
        school.frauds.add("first_of_month")


KINDS: dict[str, Callable[[Planter], None]] = {
    name: getattr(Planter, name)
    for name in (
        "more_than_staff",
        "third_of_staff",
        "typed_by_machine",
        "last_evening",
        "flexible_at_one",
        "on_holidays",
        "one_template",
        "firm_at_school",
        "shared_phone",
        "staff_phone",
        "one_person_twice",
        "wrong_id",
        "child_at_work",
        "enrolled_elsewhere",
        "two_jobs",
        "invented_code",
        "young_firm",
        "closed_firm",
        "other_trade",
        "until_census",
        "one_file",
        "made_afterwards",
        "internship_as_job",
    )
}
OF_SCHOOLS: tuple[Callable[[Planter], None], ...] = (Planter.jump, Planter.first_of_month)


def blind_world(seed: int, *, people: int = 10_000, share: float = 0.05) -> World:
    """``share`` of the graduates are frauds, spread over :data:`KINDS`; two whole schools besides."""
    maker = Maker(seed, people)
    world = maker.world()
    planter = Planter(world, maker, share)
    for plant in (*KINDS.values(), *OF_SCHOOLS):
        plant(planter)
    return world


# -- pictures of papers ---------------------------------------------------------------------------------------------------------------


class Scanner:
    """Draws pages with a firm's seal and scans them as office machines and telephones do: askew, shaded, pressed hard."""

    WIDE, HIGH = 620, 877

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.fonts = {size: ImageFont.truetype(serif_path(), size) for size in (15, 16, 24)}
        self.grains = [Image.effect_noise((self.WIDE, self.HIGH), spread).convert("RGB") for spread in (6, 9, 14)]
        self.seal_font = ImageFont.truetype(sans_path(), 15)

    def seal(self, firm: str) -> Image.Image:
        """A round seal: ring, star, the firm's name along the rim."""
        side = 150
        seal = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        draw = ImageDraw.Draw(seal)
        red = (214, 32, 36, 225)
        draw.ellipse((3, 3, side - 4, side - 4), outline=red, width=4)
        points = []
        for n in range(10):
            radius = 24 if n % 2 == 0 else 10
            angle = math.pi * n / 5 - math.pi / 2
            points.append((side / 2 + radius * math.cos(angle), side / 2 + radius * math.sin(angle)))
        draw.polygon(points, fill=red)
        for n, letter in enumerate(firm):
            angle = math.pi * (0.8 + 1.4 * n / max(1, len(firm) - 1))
            tile = Image.new("RGBA", (18, 18), (0, 0, 0, 0))
            ImageDraw.Draw(tile).text((1, -2), letter, font=self.seal_font, fill=red)
            turned = tile.rotate(-math.degrees(angle) - 90, expand=True, resample=Image.Resampling.BICUBIC)
            x = side / 2 + 57 * math.cos(angle) - turned.width / 2
            y = side / 2 + 57 * math.sin(angle) - turned.height / 2
            seal.alpha_composite(turned, (round(x), round(y)))
        return seal

    def page(self, firm: str, name: str, words: str, seal: Image.Image, *, turn: float | None = None) -> Image.Image:
        """A typed contract; a stamp comes down at some angle (``turn`` in degrees where it is pasted, not stamped)."""
        page = Image.new("RGB", (self.WIDE, self.HIGH), "white")
        draw = ImageDraw.Draw(page)
        draw.text((250, 50), "劳动合同", font=self.fonts[24], fill="black")
        for n, text in enumerate(
            (f"甲方：{firm}", f"乙方：{name}", *[words[i : i + 30] for i in range(0, len(words), 30)])
        ):
            draw.text((70, 110 + 27 * n), text, font=self.fonts[16], fill="black")
        angle = self.dice.uniform(-35, 35) if turn is None else turn
        pressed = seal.rotate(angle, resample=Image.Resampling.BICUBIC)
        at = (360 + self.dice.randint(-25, 25), 640 + self.dice.randint(-25, 25))
        page.paste(pressed, at, pressed)
        return page

    def scan(self, page: Image.Image) -> bytes:
        """What a machine makes of a sheet: a little askew, a little grey, noise, JPEG."""
        askew = page.rotate(self.dice.uniform(-1.2, 1.2), fillcolor=(246, 246, 244), resample=Image.Resampling.BILINEAR)
        shift = (self.dice.randint(-9, 9), self.dice.randint(-9, 9))
        sheet = Image.new("RGB", page.size, (246, 246, 244))
        sheet.paste(askew, shift)
        return self.jpeg(Image.blend(sheet, self.dice.choice(self.grains), 0.08), self.dice.randint(70, 92))

    def again(self, scan: bytes) -> bytes:
        """The same picture once more: made smaller, saved again, a touch lighter."""
        with Image.open(io.BytesIO(scan)) as picture:
            share = self.dice.uniform(0.72, 0.97)
            small = picture.convert("RGB").resize((round(picture.width * share), round(picture.height * share)))
            light = small.point([min(255, round(level * 1.03)) for level in range(256)] * 3)
            return self.jpeg(light, self.dice.randint(60, 88))

    def renamed(self, scan: bytes, name: str) -> bytes:
        """Another name over the old one, in the picture itself."""
        with Image.open(io.BytesIO(scan)) as picture:
            copy = picture.convert("RGB")
        draw = ImageDraw.Draw(copy)
        draw.rectangle((116, 132, 240, 162), fill=(238, 238, 236))
        draw.text((118, 136), name, font=self.fonts[16], fill=(24, 24, 24))
        return self.jpeg(copy, self.dice.randint(70, 90))

    @staticmethod
    def jpeg(picture: Image.Image, quality: int) -> bytes:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=quality)
        return buffer.getvalue()


@dataclass(frozen=True)
class Scan:
    person: int
    firm: str
    data: bytes
    fraud: str = ""
    source: int = -1
    """Whose scan it was made from."""


def blind_scans(seed: int, *, honest: int = 160, each: int = 10) -> list[Scan]:
    """Scans of many firms' contracts, several of each firm on one form; among them the same scan under another name, a scan with
    the name painted over, and one firm's seal pasted under other firms' contracts.
    """
    maker, scanner = Maker(seed, 0), Scanner(seed)
    scans: list[Scan] = []
    firms = [f"示例{''.join(maker.dice.sample(GIVEN, 4))}有限公司" for _ in range(60)]
    seals = {firm: scanner.seal(firm) for firm in firms}
    common = " ".join(CLAUSES[:12])
    for person in range(honest):
        firm = maker.dice.choice(firms)
        own = random.Random(firm)
        words = common if own.random() < 0.5 else " ".join(own.sample(CLAUSES, 12))
        scans.append(Scan(person, firm, scanner.scan(scanner.page(firm, maker.name(), words, seals[firm]))))
    number = honest
    for _ in range(each):
        source = maker.dice.choice(scans[:honest])
        scans.append(Scan(number, source.firm, scanner.again(source.data), "same_scan", source.person))
        source = maker.dice.choice(scans[:honest])
        scans.append(
            Scan(number + 1, source.firm, scanner.renamed(source.data, maker.name()), "name_painted", source.person)
        )
        number += 2
    stolen = scanner.seal("示例被盗印章制造有限公司")
    for _ in range(each):
        firm = f"示例{''.join(maker.dice.sample(GIVEN, 3))}商贸有限公司"
        words = " ".join(maker.dice.sample(CLAUSES, 12))
        page = scanner.page(firm, maker.name(), words, stolen, turn=0)
        scans.append(Scan(number, firm, scanner.jpeg(page, 85), "one_seal"))
        number += 1
    return scans
