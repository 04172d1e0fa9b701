"""The cast of every story, and a small plan they work on.

陈 runs the secretariat; 方 sits on the council; 李 and 周 head the two lead departments; 林 heads 北辰 school and 吴 works
there; 赵 heads 南岭 school; 何 runs 启明, an enterprise; 沈 audits; 管 administers. All of them are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.people.models import Identity, User
from shouwei.oversight.planning.models import Plan, PlanImport
from shouwei.oversight.planning.workflows.publish_plan import publish_plan

ISSUED = date(2026, 3, 2)
PASSWORD = "correct horse"


@dataclass(frozen=True)
class Cast:
    """Everybody, as the identity they usually act in."""

    chen: Identity
    fang: Identity
    li: Identity
    zhou: Identity
    lin: Identity
    wu: Identity
    zhao: Identity
    he: Identity
    shen: Identity
    guan: Identity
    north: Organisation
    south: Organisation
    works: Organisation

    def __getitem__(self, name: str) -> Identity:
        identity: Identity = getattr(self, name)
        return identity


def make_identity(username: str, name: str, role: str, organisation: Organisation) -> Identity:
    user = User.objects.create_user(username, PASSWORD, name=name, email=f"{username}@example.test")
    return Identity.objects.create(user=user, role=role, organisation=organisation, since=date(2026, 1, 1))


def of_role(role: str) -> Identity:
    """Somebody of the cast who holds the role; a liaison comes from outside the group, with a park."""
    found = Identity.objects.filter(role=role).first()
    if found is None and role == Identity.Role.LIAISON:
        park = Organisation.objects.create(name="示例园区", kind=Organisation.Kind.PARK)
        found = make_identity("qu", "区示例", role, park)
    assert found is not None, f"nobody of the cast is {role}"
    return found


@pytest.fixture
def cast(db: None) -> Cast:
    kind = Organisation.Kind
    make = Organisation.objects.create
    secretariat = make(name="示例集团秘书处办公室", short_name="秘书处办公室", kind=kind.SECRETARIAT)
    council = make(name="示例集团理事会", kind=kind.COUNCIL)
    programmes = make(name="专业建设部", kind=kind.DEPARTMENT)
    employment = make(name="招生就业部", kind=kind.DEPARTMENT)
    north = make(name="北辰职业学校", short_name="北辰职校", kind=kind.SCHOOL)
    south = make(name="南岭职业学校", short_name="南岭职校", kind=kind.SCHOOL)
    works = make(name="启明机械有限公司", short_name="启明机械", kind=kind.ENTERPRISE)
    for member in (north, south, works):
        Membership.objects.create(organisation=member, since=date(2026, 1, 1), source="示例")
    role = Identity.Role
    return Cast(
        chen=make_identity("chen", "陈示例", role.SECRETARIAT, secretariat),
        fang=make_identity("fang", "方示例", role.COUNCIL, council),
        li=make_identity("li", "李示例", role.DEPARTMENT, programmes),
        zhou=make_identity("zhou", "周示例", role.DEPARTMENT, employment),
        lin=make_identity("lin", "林示例", role.UNIT_HEAD, north),
        wu=make_identity("wu", "吴示例", role.UNIT_STAFF, north),
        zhao=make_identity("zhao", "赵示例", role.UNIT_HEAD, south),
        he=make_identity("he", "何示例", role.UNIT_HEAD, works),
        shen=make_identity("shen", "沈示例", role.AUDITOR, council),
        guan=make_identity("guan", "管示例", role.ADMINISTRATOR, secretariat),
        north=north,
        south=south,
        works=works,
    )


def row(
    no: int, area: str, text: str, lead: str, implementers: list[str], deadline: str, due: str | None
) -> dict[str, Any]:
    """A task as the reader hands it over."""
    return {
        "no": no,
        "printed_no": str(no),
        "area": area,
        "text": text,
        "lead": [lead],
        "implementers": implementers,
        "deadline": deadline,
        "deadline_rule": {"kind": "month" if due else "long_term", "due": due, "trigger": None},
    }


def small_draft() -> dict[str, Any]:
    schools, firms = "各成员学校", "各成员企业"
    return {
        "title": "示例职教集团服务首位产业工作方案",
        "doc_number": "示职集〔2026〕1号",
        "issuer": "示例职业教育集团",
        "date": None,
        "areas": ["优化专业结构", "促进本地就业"],
        "tasks": [
            row(
                1,
                "优化专业结构",
                "修订专业建设规划，形成年度调整方案。",
                "专业建设部",
                [schools],
                "2026.12",
                "2026-12-31",
            ),
            row(2, "优化专业结构", "与重点企业共同开发课程。", "专业建设部", [schools, firms], "2026.6", "2026-06-30"),
            row(3, "促进本地就业", "常态化开展校园招聘。", "招生就业部", [schools, firms], "长期", None),
        ],
        "targets": [
            {"name": "毕业生本地就业率", "value": 70, "unit": "%", "comparator": "≥", "raw": "本地就业率达到70%以上"}
        ],
        "problems": [],
    }


@pytest.fixture
def plan(cast: Cast) -> Plan:
    """Three tasks, issued on 2 March 2026: two dated, one 长期; two schools and one enterprise as members."""
    draft = small_draft()
    source = PlanImport.objects.create(name="示例方案.docx", draft=draft, as_read=draft, uploaded_by=cast.chen)
    return publish_plan(
        source,
        issued_on=ISSUED,
        adopted_by="理事会2026年第一次会议",
        first_year=2026,
        last_year=2028,
        members=[cast.north, cast.south, cast.works],
        by=cast.chen,
        today=ISSUED,
    )
