"""Commit, close, reveal: a sample in three steps, each published before the next (trust.md 4.3)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Confirmation, Destination, Drawn, Sample
from ..rules.codes import UNSETTLED
from ..rules.sampling import digest, draw, list_digest
from .weigh import weigh

RAISED = 3
"""How much more often a class is drawn from in which somebody said no: the class, never the person."""
LEAST_SEED = 16


@transaction.atomic
def commit_sample(*, title: str, cohort: int, size: int, seed_hash: str, by: Identity, now: datetime) -> Sample:
    """The auditor keeps the seed and publishes its SHA-256 before the list closes."""
    hashed = seed_hash.strip().lower()
    if len(hashed) != 64 or any(letter not in "0123456789abcdef" for letter in hashed):
        raise Refused("种子的散列值应为64位十六进制数字（SHA-256）。")
    if size < 1:
        raise Refused("至少抽取1人。")
    known = Destination.objects.filter(cohort=cohort).count()
    if size > known:
        raise Refused(f"{cohort}届登记的去向只有{known}人，抽取人数不能多于此数。")
    row = Sample.objects.create(
        title=title, cohort=cohort, size=size, seed_hash=hashed, committed_at=now, committed_by=by
    )
    record(by=by, what="公布抽样种子散列值", on=row, why=hashed)
    return row


@transaction.atomic
def close_list(sample: Sample, *, by: Identity, now: datetime) -> Sample:
    """Freeze who can be drawn: everybody of the cohort reported as settled, a class with a no more heavily."""
    sample = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    if sample.closed_at is not None:
        raise Refused("名单已经封存。")
    rows = Destination.objects.filter(cohort=sample.cohort).exclude(code__in=UNSETTLED).exclude(state="draft")
    members = list(rows.values_list("pk", "school", "student__class_name", "student__entry_year"))
    if len(members) < sample.size:
        raise Refused(f"已上报的落实去向只有{len(members)}人，少于要抽取的{sample.size}人。")
    doubted = set(
        Confirmation.objects.filter(destination__cohort=sample.cohort, answer=Confirmation.Answer.NO).values_list(
            "destination__school", "destination__student__class_name", "destination__student__entry_year"
        )
    )
    roster = sorted((pk, RAISED if tuple(group) in doubted else 1) for pk, *group in members)
    sample.roster, sample.list_hash, sample.closed_at = [list(pair) for pair in roster], list_digest(roster), now
    sample.save()
    record(by=by, what="封存抽样名单", on=sample, why=sample.list_hash)
    return sample


@transaction.atomic
def reveal_seed(sample: Sample, *, seed: str, by: Identity, now: datetime) -> list[Drawn]:
    sample = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    if sample.closed_at is None or sample.roster is None:
        raise Refused("名单封存以后才能揭晓种子。")
    if sample.revealed_at is not None:
        raise Refused("种子已经揭晓。")
    if len(seed) < LEAST_SEED:
        raise Refused(f"种子少于{LEAST_SEED}个字符，容易被猜到；请核对是否完整。")
    if digest(seed) != sample.seed_hash:
        raise Refused("种子与事先公布的散列值不符，请逐字核对，注意首尾空格。")
    sample.seed, sample.revealed_at = seed, now
    sample.save()
    chosen = draw([(person, weight) for person, weight in sample.roster], seed=seed, size=sample.size)
    rows = Drawn.objects.bulk_create(
        Drawn(sample=sample, destination_id=person, place=place) for place, person in enumerate(chosen, 1)
    )
    record(by=by, what="揭晓抽样种子", on=sample, why=f"抽取{len(rows)}人")
    return rows


@transaction.atomic
def record_finding(drawn: Drawn, *, finding: str, note: str, by: Identity, today: date) -> None:
    drawn = Drawn.objects.select_for_update(of=("self",)).select_related("destination", "sample").get(pk=drawn.pk)
    if finding not in (Drawn.Finding.TRUE, Drawn.Finding.FALSE, Drawn.Finding.UNREACHED):
        raise Refused("请选择属实、不实或无法联系。")
    if not note.strip():
        raise Refused("请写明核查方式、时间和对方的说明。")
    drawn.finding, drawn.note, drawn.found_on, drawn.found_by = Drawn.Finding(finding), note.strip(), today, by
    drawn.save()
    weigh([drawn.destination], on=today)
    record(by=by, what="登记核查结果", on=drawn, about=drawn.sample, why=drawn.get_finding_display())
