"""Employers of a cohort as they can be asked: their registered entry, their contacts, and whose number a contact is as well."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Verdict
from shouwei.ground.links.reaches import contacts_of, reach_of, ties_of
from shouwei.ground.links.rules.reaches import best
from shouwei.ground.organisations.models import Contact, Organisation

from .models import Destination, EmployerAnswer, Proof, Question
from .rules.codes import CODES, needs_employer
from .rules.employer_word import FITTING_POSTS, may_ask_employer
from .rules.evidence import LAPSES

EMPLOYER_WORD_RULE = "employer_word"
ASKABLE = [code for code in CODES if needs_employer(code)]


def to_be_asked(rows: QuerySet[Destination], today: date) -> QuerySet[Destination]:
    """Reported, said to work for somebody with a credit code; neither waiting for an answer, nor confirmed within half a year, nor
    denied while the school still owes an explanation.
    """
    waiting = EmployerAnswer.objects.filter(destination=OuterRef("pk"), answer="", ask__closed_at=None)
    confirmed = Proof.objects.filter(
        destination=OuterRef("pk"), kind=Proof.Kind.EMPLOYER, void_reason="", given_on__gte=today - LAPSES
    )
    denied = Question.objects.filter(
        destination=OuterRef("pk"),
        rule=EMPLOYER_WORD_RULE,
        outcome__in=(Question.Outcome.OPEN, Question.Outcome.REPLIED),
    )
    said = rows.filter(code__in=ASKABLE).exclude(employer_code="").exclude(state=Destination.State.DRAFT)
    return said.filter(~Exists(waiting), ~Exists(confirmed), ~Exists(denied))


@dataclass(frozen=True, slots=True)
class Employer:
    """``people`` of ``school`` are to be asked about; ``verdict`` says whether that can be done, or why not."""

    school: int
    code: str
    name: str
    people: int
    organisation: Organisation | None
    contact: Contact | None
    verdict: Verdict


def grouped(rows: QuerySet[Destination]) -> QuerySet[Any, Any]:
    """One row for each school and employer, the largest first: ``school``, ``employer_code``, ``people``, ``name``."""
    counted = rows.values("school", "employer_code").annotate(people=Count("pk"), name=Min("employer_name"))
    return counted.order_by("-people", "employer_code", "school")


def with_contacts(groups: Iterable[dict[str, Any]], today: date) -> list[Employer]:
    """Six queries whatever their number. Whose number a contact is as well is told by kind, never by name."""
    wanted = list(groups)
    codes = {row["employer_code"] for row in wanted}
    schools = {row["school"] for row in wanted}
    with acting_as_system("whether a contact is independent of the school is told, not the number"):
        known = {row.credit_code: row for row in Organisation.objects.filter(credit_code__in=codes, merged_into=None)}
        contacts = contacts_of(row.pk for row in known.values())
        ties = ties_of(schools, [one for few in contacts.values() for one in few])
    found = []
    for row in wanted:
        school, code = row["school"], row["employer_code"]
        there = known.get(code)
        few = contacts[there.pk] if there else []
        reaches = [reach_of(one, ties[school]) for one in few]
        number = best(reaches, FITTING_POSTS)
        verdict = may_ask_employer(
            registered=there is not None,
            closed_on=there.closed_on if there else None,
            contacts=reaches,
            people=row["people"],
            today=today,
        )
        found.append(
            Employer(
                school,
                code,
                row["name"],
                row["people"],
                there,
                few[number] if number is not None else None,
                verdict,
            )
        )
    return found
