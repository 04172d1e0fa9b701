"""Commit, close, reveal: a sample in three steps, each published before the next (trust.md 4.3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Confirmation, Destination, Drawn, Sample, SampleList
from ..rules.bounds import truth
from ..rules.codes import UNSETTLED
from ..rules.sampling import digest
from ..rules.strata import FORMULA, ONE_NO, RATES, allocate, classes, entries, is_decoy, list_text, stratify
from ..sampled import chosen, parts_of, questions_open
from .weigh import weigh

CLASS = ("student__class_name", "student__entry_year")
LEAST_SEED = 16


@transaction.atomic
def commit_sample(*, title: str, cohort: int, size: int, seed_hash: str, by: Identity, now: datetime) -> Sample:
    """The auditor keeps the seed and publishes its SHA-256 before the list closes."""
    hashed = seed_hash.strip().lower()
    if len(hashed) != 64 or any(letter not in "0123456789abcdef" for letter in hashed):
        raise Refused("种子的散列值应为64位十六进制数字（SHA-256）。")
    if size < len(RATES):
        raise Refused(f"名单最多分{len(RATES)}层，每层至少抽取1人，请填写不少于{len(RATES)}的人数。")
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
    """Freeze who can be drawn: everybody of the cohort reported as settled, in strata of risk, under numbers that name nobody."""
    sample = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    if sample.closed_at is not None:
        raise Refused("名单已经封存。")
    rows = Destination.objects.filter(cohort=sample.cohort).exclude(code__in=UNSETTLED).exclude(state="draft")
    members = {pk: group for pk, *group in rows.values_list("pk", "school", *CLASS)}
    if len(members) < sample.size:
        raise Refused(f"已上报的落实去向只有{len(members)}人，少于要抽取的{sample.size}人。")
    salt = token_hex(32)
    stratum = stratify(_scores({pk: tuple(group) for pk, group in members.items()}, sample.cohort, salt))
    people = [n for _, n in sorted(Counter(stratum.values()).items())]
    sizes = allocate(people, sample.size)
    sample.formula, sample.strata = FORMULA, [list(of) for of in zip(people, sizes, strict=True)]
    roster = sorted(stratum.items())
    sample.list_hash = digest(list_text(sample.strata, list(entries(roster, salt).values())))
    sample.closed_at = now
    sample.save()
    SampleList.objects.create(sample=sample, roster=roster, salt=salt)
    record(by=by, what="封存抽样名单", on=sample, why=sample.list_hash)
    return sample


def _scores(members: dict[int, tuple[Any, ...]], cohort: int, salt: str) -> dict[int, int]:
    """Weights of open questions about a person, and that of a usual one more where his class is raised: by a no, or by the salt alone."""
    raised = classes(members)
    said_no = set(
        Confirmation.objects.filter(
            destination__cohort=cohort, answer=Confirmation.Answer.NO, destination__in=members
        ).values_list("destination", flat=True)
    )
    doubted = {raised[pk] for pk in said_no}
    doubted |= {group for group in set(raised.values()) if is_decoy(salt, group)}
    asked = questions_open(cohort)
    return {pk: asked[pk] + ONE_NO * (raised[pk] in doubted) for pk in members}


@transaction.atomic
def reveal_seed(sample: Sample, *, seed: str, by: Identity, now: datetime) -> list[Drawn]:
    sample = Sample.objects.select_for_update(of=("self",)).get(pk=sample.pk)
    if sample.closed_at is None:
        raise Refused("名单封存以后才能揭晓种子。")
    if sample.revealed_at is not None:
        raise Refused("种子已经揭晓。")
    if len(seed) < LEAST_SEED:
        raise Refused(f"种子少于{LEAST_SEED}个字符，容易被猜到；请核对是否完整。")
    if digest(seed) != sample.seed_hash:
        raise Refused("种子与事先公布的散列值不符，请逐字核对，注意首尾空格。")
    sample.seed, sample.revealed_at = seed, now
    sample.save()
    rows = Drawn.objects.bulk_create(
        Drawn(sample=sample, destination_id=person, place=place, stratum=stratum)
        for place, (person, stratum) in enumerate(chosen(sample), 1)
    )
    record(by=by, what="揭晓抽样种子", on=sample, why=f"抽取{len(rows)}人")
    return rows


@transaction.atomic
def record_finding(drawn: Drawn, *, finding: str, note: str, by: Identity, today: date) -> None:
    sample = Sample.objects.select_for_update(of=("self",)).get(pk=drawn.sample_id)
    drawn = Drawn.objects.select_for_update(of=("self",)).select_related("destination").get(pk=drawn.pk)
    if finding not in (Drawn.Finding.TRUE, Drawn.Finding.FALSE, Drawn.Finding.UNREACHED):
        raise Refused("请选择属实、不实或无法联系。")
    if not note.strip():
        raise Refused("请写明核查方式、时间和对方的说明。")
    drawn.finding, drawn.note, drawn.found_on, drawn.found_by = Drawn.Finding(finding), note.strip(), today, by
    drawn.save()
    weigh([drawn.destination], on=today)
    if sample.formula == FORMULA:
        parts = parts_of(sample)
        whole = all(part.drawn == size for part, size in parts)
        sample.outcome = asdict(truth([part for part, _ in parts])) if whole else None
        sample.save()
    record(by=by, what="登记核查结果", on=drawn, about=sample, why=drawn.get_finding_display())
