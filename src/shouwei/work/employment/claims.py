"""Destinations as the cross-checks look at them: numbers as digests, papers by kind."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from shouwei.ground.learners.models import Student

from .models import Destination, Proof
from .rules.cross_checks import Claim


def claims_of(cohort: int) -> list[Claim]:
    """Every destination of the cohort; five queries whatever their number."""
    kinds: dict[int, set[str]] = defaultdict(set)
    files: dict[int, set[str]] = defaultdict(set)
    dated: dict[int, list[date]] = defaultdict(list)
    proofs = Proof.objects.filter(destination__cohort=cohort, void_reason="")
    for key, kind, file, given_on in proofs.values_list("destination", "kind", "file__sha256", "given_on"):
        kinds[key].add(kind)
        if file:
            files[key].add(file)
        dated[key].append(given_on)
    rows = Destination.objects.filter(cohort=cohort).values_list(
        "pk",
        "school",
        "student",
        "student__id_number_index",
        "student__phone_index",
        "code",
        "employer_name",
        "employer_code",
        "started_on",
        "contract_until",
        "student__born_on",
        "evidence_level",
    )
    enrolled = set(
        Student.objects.filter(state="enrolled").exclude(id_number_index=None).values_list("id_number_index", flat=True)
    )
    return [
        Claim(
            key=pk,
            school=school,
            student=student,
            person=bytes(person).hex() if person else "",
            phone=bytes(phone).hex() if phone else "",
            code=code,
            employer=employer,
            employer_code=employer_code,
            started_on=started_on,
            contract_until=contract_until,
            born_on=born_on,
            kinds=frozenset(kinds[pk]),
            files=frozenset(files[pk]),
            files_dated=tuple(sorted(dated[pk])),
            still_enrolled=person in enrolled,
            level_claimed=level,
        )
        for pk, school, student, person, phone, code, employer, employer_code, started_on, contract_until, born_on, level in rows
    ]
