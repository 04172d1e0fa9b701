"""Say that a specialty serves a segment; it counts only after a review."""

from datetime import date

from django.db import IntegrityError, transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Crosswalk, Segment
from ..occupations import named, wrong_occupations


def propose_crosswalk(
    segment: Segment,
    *,
    level: str,
    specialty_code: str,
    specialty_name: str,
    occupation_code: str,
    occupation_name: str,
    strength: int,
    evidence: str,
    by: Identity,
    today: date,
) -> Crosswalk:
    """The occupation's name is the catalogue's, where only its code was written."""
    for _, sentence in wrong_occupations([(occupation_code, occupation_name)], on=today).values():
        raise Refused(sentence)
    try:
        with transaction.atomic():
            row = Crosswalk.objects.create(
                segment=segment,
                level=level,
                specialty_code=specialty_code,
                specialty_name=specialty_name,
                occupation_code=occupation_code,
                occupation_name=occupation_name or named(occupation_code, on=today),
                strength=strength,
                evidence=evidence,
                proposed_by=by,
            )
            record(by=by, what="提出专业对接", on=row, about=segment.industry)
            return row
    except IntegrityError:
        raise Refused(
            f"“{segment.name}”与{specialty_name}（{specialty_code}）的这条对接已经登记，请在列表中查看。"
        ) from None
