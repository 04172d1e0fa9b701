"""Destinations as the cross-checks look at them: numbers as digests, papers by kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum
from django.utils import timezone

from shouwei.core.secrets import Sealed
from shouwei.core.secrets.cipher import index_of
from shouwei.ground.calendar.models import Holiday
from shouwei.ground.learners.models import Student
from shouwei.ground.organisations.models import Contact, Fact, Organisation

from .models import Destination, DestinationCount, Proof
from .rules.checking import Claim, Setting, Year
from .rules.codes import CONTRACTED, FLEXIBLE, is_settled
from .rules.cross_checks import same_mail

SIGNED = frozenset({Proof.Kind.AGREEMENT, Proof.Kind.CONTRACT})
LAID_BY_SCHOOL = SIGNED | {Proof.Kind.DOCUMENT, Proof.Kind.NOTICE, Proof.Kind.INTERNSHIP}
"""Papers; the word of a person, an employer, a register or an auditor comes later by its nature."""
YEARS_BACK = 5
"""Earlier cohorts a school is compared with."""


@dataclass(frozen=True, slots=True)
class Employer:
    """What the group itself keeps of an employer."""

    pk: int
    staff: int | None
    founded_on: date | None
    closed_on: date | None
    trade: str


NOBODY = Employer(0, None, None, None, "")


def _employers_known() -> dict[str, Employer]:
    """Credit code → the newest staff count of those the group knows."""
    counted: dict[int, int] = {}
    rows = Fact.objects.filter(topic=Fact.Topic.STAFF).exclude(organisation__credit_code="").order_by("as_of", "pk")
    for pk, number in rows.values_list("organisation", "number"):
        if number is not None:
            counted[pk] = number
    known = Organisation.objects.exclude(credit_code="").values_list(
        "credit_code", "pk", "founded_on", "closed_on", "industry_code"
    )
    return {
        code: Employer(pk, counted.get(pk), founded_on, closed_on, trade)
        for code, pk, founded_on, closed_on, trade in known
    }


@dataclass(frozen=True, slots=True)
class Reached:
    """How an organisation is reached: telephones as blind indexes, addresses of mail."""

    phones: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()


def _contacts() -> dict[int, Reached]:
    phones: dict[int, set[str]] = defaultdict(set)
    mails: dict[int, set[str]] = defaultdict(set)
    for contact in Contact.objects.only("organisation", "phone", "email"):
        plain = contact.phone.open() if isinstance(contact.phone, Sealed) else contact.phone
        if plain:
            phones[contact.organisation_id].add(index_of(plain, "phone").hex())
        if contact.email:
            mails[contact.organisation_id].add(contact.email)
    return defaultdict(
        Reached, {pk: Reached(frozenset(phones[pk]), frozenset(mails[pk])) for pk in phones.keys() | mails.keys()}
    )


@dataclass(slots=True)
class Papers:
    """The standing papers of one destination, gathered."""

    kinds: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    dated: list[date] = field(default_factory=list)
    signed: list[date] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    seals: list[bytes] = field(default_factory=list)
    wordings: set[str] = field(default_factory=set)
    made: list[tuple[date, date]] = field(default_factory=list)


def _papers(cohort: int) -> dict[int, Papers]:
    found: dict[int, Papers] = defaultdict(Papers)
    proofs = Proof.objects.filter(destination__cohort=cohort, void_reason="").values_list(
        "destination", "kind", "file__sha256", "given_on", "picture", "seal", "wording", "made_on"
    )
    for key, kind, file, given_on, picture, seal, wording, made_on in proofs.iterator(chunk_size=5000):
        papers = found[key]
        papers.kinds.add(kind)
        if kind in LAID_BY_SCHOOL:
            papers.dated.append(given_on)
        if kind in SIGNED:
            papers.signed.append(given_on)
        if file:
            papers.files.add(file)
        if picture:
            papers.pictures.append(bytes(picture))
        if seal:
            papers.seals.append(bytes(seal))
        if wording:
            papers.wordings.add(wording)
        if made_on:
            papers.made.append((given_on, made_on))
    return found


def _earlier_jobs(cohort: int) -> dict[bytes, date]:
    """Person → until when the contract of a job in an earlier cohort runs."""
    now = Destination.objects.filter(cohort=cohort).values("student__id_number_index")
    rows = Destination.objects.filter(
        cohort__lt=cohort,
        code__in=CONTRACTED,
        contract_until__gt=date(cohort, 1, 1),
        student__id_number_index__in=now,
    )
    runs = rows.order_by("contract_until").values_list("student__id_number_index", "contract_until")
    return {bytes(person): until for person, until in runs if until is not None}


def setting_of(cohort: int) -> Setting:
    """What the checks know besides; three queries."""
    counted: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    sums = DestinationCount.objects.filter(cohort__range=(cohort - YEARS_BACK, cohort - 1)).order_by()
    for school, year, code, people in sums.values_list("school", "cohort", "stem").annotate(people=Sum("people")):
        row = counted[school][year]
        row[0] += people
        row[1] += people if is_settled(code) else 0
        row[2] += people if code in FLEXIBLE else 0
    holidays = Holiday.objects.filter(day__range=(date(cohort - 1, 1, 1), date(cohort + 1, 12, 31)), is_worked=False)
    schools = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)
    return Setting(
        census=date(cohort, 12, 31),
        days_off=frozenset(holidays.values_list("day", flat=True)),
        kinds=dict(schools.values_list("pk", "school_level")),
        past={school: [Year(*row) for row in years.values()] for school, years in counted.items()},
    )


def claims_of(cohort: int) -> list[Claim]:
    """Every destination of the cohort; seven queries whatever their number."""
    known = _employers_known()
    reached = _contacts()
    papers = _papers(cohort)
    earlier = _earlier_jobs(cohort)
    rows = Destination.objects.filter(cohort=cohort).values_list(
        "pk",
        "school",
        "student",
        "student__id_number_index",
        "student__phone_index",
        "code",
        "employer_name",
        "employer_code",
        "employer_industry",
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
            kinds=frozenset(papers[pk].kinds),
            files=frozenset(papers[pk].files),
            files_dated=tuple(sorted(papers[pk].dated)),
            signed_on=tuple(sorted(papers[pk].signed)),
            pictures=tuple(papers[pk].pictures),
            seals=tuple(papers[pk].seals),
            wordings=frozenset(papers[pk].wordings),
            made=tuple(sorted(papers[pk].made)),
            staff=firm.staff,
            founded_on=firm.founded_on,
            closed_on=firm.closed_on,
            trade_said=trade,
            trade_kept=firm.trade,
            employer_contact=_telling(reached[firm.pk].phones, reached[school].phones),
            school_contacts=reached[school].phones,
            mail_of_school=same_mail(reached[firm.pk].mails, reached[school].mails),
            written_at=timezone.localtime(typed_at) if typed_at else None,
            written_by=typed_by,
            confirmed_by_employer="employer" in papers[pk].kinds,
            still_enrolled=person in enrolled,
            earlier_until=earlier.get(bytes(person)) if person else None,
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
            trade,
            started_on,
            contract_until,
            born_on,
            level,
            typed_at,
            typed_by,
        ) in rows
        for firm in (known.get(employer_code, NOBODY),)
    ]


def _telling(employer: frozenset[str], school: frozenset[str]) -> str:
    """The one telephone of an employer that is looked at: one the school has as well, else always the same one."""
    return min(employer & school or employer, default="")
