"""Graduates with where they went, and the questions asked about it, as they can be taken along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from shouwei.core.clock import day_of
from shouwei.core.listings import Listing, Out, register
from shouwei.ground.learners.permissions import KEYS as ROLL

from .models import Sample
from .pages.destinations import SOURCES, wanted_of
from .pages.employer_asks import asks_wanted
from .pages.questions import questions_wanted
from .permissions import KEYS
from .queries import Wanted, cohort_of, graduates_listed
from .rules.codes import CODES
from .rules.cross_checks import title_of
from .rules.secondary import LABELS, NEWER, word_of
from .secondary import Line, summary_lines, tables_of


def there(value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Of the destination, when there is one."""
    return lambda student: value(student.there[0]) if student.there else ""


def _word(name: str) -> Callable[[Any], str]:
    return lambda row: word_of(name, getattr(row, name)) if getattr(row, name) else ""


def _counted(key: str) -> Callable[[Line], int]:
    return lambda line: line.count[key]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None


def _strata(strata: list[list[int]] | None) -> str:
    return "；".join(f"{people}人抽{drawn}人" for people, drawn in strata or ())


def _share(sample: Sample, which: str) -> float | str:
    share = (sample.outcome or {}).get(which)
    return "" if share is None else round(share, 4)


def _filters(wanted: Wanted) -> list[str]:
    return [f"{wanted.cohort}届", *([SOURCES[wanted.source]] if wanted.source else [])]


DESTINATIONS = register(
    Listing(
        name="employment.destinations",
        title="毕业去向",
        columns=(
            Out("学校", lambda row: row.school.name, width=24),
            Out("学号", lambda row: row.student_no, width=14),
            Out("姓名", lambda row: row.name, personal="name"),
            Out("毕业届", lambda row: row.cohort),
            Out("层次", lambda row: row.get_level_display()),
            Out("专业代码", lambda row: row.specialty_code),
            Out("专业名称", lambda row: row.specialty_name, width=24),
            Out("班级", lambda row: row.class_name, width=14),
            Out("扩招", lambda row: "是" if row.is_adult else "否"),
            Out("去向代码", there(lambda row: row.code)),
            Out("毕业去向", there(lambda row: CODES.get(row.code, row.code)), width=20),
            Out("单位名称", there(lambda row: row.employer_name), width=30),
            Out("统一社会信用代码", there(lambda row: row.employer_code), width=22),
            Out("工作地（县级代码）", there(lambda row: row.workplace_county)),
            Out("岗位", there(lambda row: row.post), width=16),
            Out("起始日期", there(lambda row: row.started_on), width=14),
            *(Out(label, there(_word(name)), width=14) for name, label in LABELS.items()),
            Out("证据等级", there(lambda row: row.get_evidence_level_display()), width=20),
            Out("状态", lambda row: row.there[0].get_state_display() if row.there else "未登记"),
        ),
        rows=lambda asked: graduates_listed(asked.identity, wanted_of(asked.query)),
        opens=lambda identity: KEYS.holds(identity, "view_destinations") and ROLL.holds(identity, "view_students"),
        filters=lambda asked: _filters(wanted_of(asked.query)),
        url=lambda asked: reverse("employment:destinations"),
    )
)
QUESTIONS = register(
    Listing(
        name="employment.questions",
        title="核查问题",
        columns=(
            Out("学校", lambda row: row.school.name, width=24),
            Out("毕业届", lambda row: row.cohort),
            Out("类别", lambda row: title_of(row.rule), width=24),
            Out("轻重", lambda row: row.get_weight_display()),
            Out("问题", lambda row: row.text, personal="text", width=50),
            Out("提出日期", lambda row: row.asked_on, width=14),
            Out("答复期限", lambda row: row.due_on, width=14),
            Out("答复", lambda row: row.reply, personal="text", width=40),
            Out("结果", lambda row: row.get_outcome_display()),
            Out("办结日期", lambda row: row.settled_on, width=14),
        ),
        rows=lambda asked: questions_wanted(asked.identity, asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_questions"),
        url=lambda asked: reverse("employment:questions"),
    )
)
SAMPLES = register(
    Listing(
        name="employment.samples",
        title="抽样核查",
        columns=(
            Out("名称", lambda row: row.title, width=30),
            Out("毕业届", lambda row: row.cohort),
            Out("抽取人数", lambda row: row.size),
            Out("种子的散列值", lambda row: row.seed_hash, width=66),
            Out("公布时间", lambda row: _local(row.committed_at), width=18),
            Out("名单的散列值", lambda row: row.list_hash, width=66),
            Out("封存时间", lambda row: _local(row.closed_at), width=18),
            Out("种子", lambda row: row.seed, width=30),
            Out("揭晓时间", lambda row: _local(row.revealed_at), width=18),
            Out("各层名单人数和抽取人数", lambda row: _strata(row.strata), width=30),
            Out("属实比例估计", lambda row: _share(row, "share")),
            Out("95%区间下端", lambda row: _share(row, "low")),
            Out("95%区间上端", lambda row: _share(row, "high")),
            Out("审计下限（单侧95%）", lambda row: _share(row, "least")),
        ),
        rows=lambda asked: KEYS.within(asked.identity, "view_samples", Sample.objects.all()),
        opens=lambda identity: KEYS.holds(identity, "view_samples"),
        url=lambda asked: reverse("employment:samples"),
    )
)
EMPLOYER_ASKS = register(
    Listing(
        name="employment.employer_asks",
        title="单位确认",
        columns=(
            Out("学校", lambda row: row.school.name, width=24),
            Out("毕业届", lambda row: row.cohort),
            Out("单位", lambda row: row.employer.name, width=30),
            Out("统一社会信用代码", lambda row: row.employer_code, width=22),
            Out("发给", lambda row: row.contact_post, width=16),
            Out("发出日期", lambda row: day_of(row.sent_at), width=14),
            Out("催办次数", lambda row: row.reminders),
            Out("人数", lambda row: row.people),
            Out("在岗", lambda row: row.yes if row.answered_at else ""),
            Out("已离职", lambda row: row.left if row.answered_at else ""),
            Out("没有这个人", lambda row: row.no if row.answered_at else ""),
            Out("不清楚", lambda row: row.unknown if row.answered_at else ""),
            Out("答复日期", lambda row: day_of(row.answered_at) if row.answered_at else "", width=14),
        ),
        rows=lambda asked: asks_wanted(asked.identity, asked.query),
        opens=lambda identity: KEYS.holds(identity, "view_employer_asks"),
        filters=lambda asked: [f"{cohort_of(asked.query)}届"],
        url=lambda asked: reverse("employment:employer_asks"),
    )
)
SECONDARY = register(
    Listing(
        name="employment.secondary",
        title="中职毕业生就业情况",
        columns=(
            Out("学校", lambda row: row.name, width=24),
            *(
                Out(f"{table.title}：{head}", _counted(key))
                for table in tables_of(NEWER)
                for key, head in table.columns
            ),
            Out("对口就业率", lambda row: "" if row.matching is None else round(row.matching, 4)),
        ),
        rows=lambda asked: summary_lines(asked.identity, cohort_of(asked.query)),
        opens=lambda identity: KEYS.holds(identity, "view_destinations"),
        filters=lambda asked: [f"{cohort_of(asked.query)}届"],
        url=lambda asked: reverse("employment:secondary"),
    )
)
