"""Destinations as the cross-checks look at them: numbers as digests, papers by kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from shouwei.core.secrets import Sealed
from shouwei.core.secrets.cipher import index_of
from shouwei.ground.learners.models import Student
from shouwei.ground.organisations.models import Contact, Fact, Organisation

from .models import Destination, Proof
from .rules.cross_checks import Claim


@dataclass(frozen=True, slots=True)
class Employer:
    """What the group itself keeps of an employer."""

    pk: int
    staff: int | None
    founded_on: date | None


def _employers_known() -> dict[str, Employer]:
    """Credit code → the newest staff count of those the group knows."""
    counted: dict[int, int] = {}
    rows = Fact.objects.filter(topic=Fact.Topic.STAFF).exclude(organisation__credit_code="").order_by("as_of", "pk")
    for pk, number in rows.values_list("organisation", "number"):
        if number is not None:
            counted[pk] = number
    known = Organisation.objects.exclude(credit_code="").values_list("credit_code", "pk", "founded_on")
    return {code: Employer(pk, counted.get(pk), founded_on) for code, pk, founded_on in known}


def _telephones() -> dict[int, frozenset[str]]:
    """Organisation → the blind indexes of its contacts' telephones."""
    found: dict[int, set[str]] = defaultdict(set)
    for contact in Contact.objects.only("organisation", "phone"):
        plain = contact.phone.open() if isinstance(contact.phone, Sealed) else contact.phone
        if plain:
            found[contact.organisation_id].add(index_of(plain, "phone").hex())
    return defaultdict(frozenset, {pk: frozenset(indexes) for pk, indexes in found.items()})


def claims_of(cohort: int) -> list[Claim]:
    """Every destination of the cohort; seven queries whatever their number."""
    known = _employers_known()
    telephones = _telephones()
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
        "typed_at",
        "written_by",
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
            staff=known[employer_code].staff if employer_code in known else None,
            founded_on=known[employer_code].founded_on if employer_code in known else None,
            employer_contact=_telling(telephones[known[employer_code].pk], telephones[school])
            if employer_code in known
            else "",
            school_contacts=telephones[school],
            written_at=timezone.localtime(typed_at) if typed_at else None,
            written_by=typed_by,
            confirmed_by_employer="employer" in kinds[pk],
            still_enrolled=person in enrolled,
            level_claimed=level,
        )
        for (
            pk,
            school,
            student,
            person,
            phone,
            code,
            employer,
            employer_code,
            started_on,
            contract_until,
            born_on,
            level,
            typed_at,
            typed_by,
        ) in rows
    ]


def _telling(employer: frozenset[str], school: frozenset[str]) -> str:
    """The one telephone of an employer that is looked at: one the school has as well, else always the same one."""
    return min(employer & school or employer, default="")
