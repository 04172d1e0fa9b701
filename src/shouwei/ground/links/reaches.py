"""Contacts of an outside organisation as they can be sent an errand: whose number or address one is as well.

Read as the system: what is told is the kind of tie, never a number or a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from shouwei.core.secrets import Sealed
from shouwei.core.secrets.cipher import index_of
from shouwei.ground.learners.models import Student
from shouwei.ground.notices.models import Preference
from shouwei.ground.organisations.models import Contact
from shouwei.ground.people.models import Identity

from .rules.reaches import Reach


@dataclass(frozen=True, slots=True)
class Ties:
    """Numbers and addresses of whoever works at a school, and those of ``contacts`` that one of its students has."""

    staff: frozenset[str]
    pupils: frozenset[str]


def contacts_of(organisations: Iterable[int]) -> defaultdict[int, list[Contact]]:
    """Organisation → its contacts that have a telephone or an address."""
    found: defaultdict[int, list[Contact]] = defaultdict(list)
    for one in Contact.objects.filter(organisation__in=organisations).exclude(phone__isnull=True, email=""):
        found[one.organisation_id].append(one)
    return found


def ties_of(schools: set[int], contacts: list[Contact]) -> dict[int, Ties]:
    """School → its ties; four queries whatever their number."""
    staff, pupils = _numbers_of(schools), _pupils(schools, contacts)
    return {school: Ties(staff[school], pupils[school]) for school in schools}


def reach_of(contact: Contact, ties: Ties) -> Reach:
    marks = _marks(contact.phone, contact.email)
    shared = "学校工作人员" if marks & ties.staff else "本校毕业生或在校生" if marks & ties.pupils else ""
    return Reach(contact.post, phone=bool(contact.phone), mail=bool(contact.email), shared_with=shared)


def _marks(phone: object, mail: str) -> frozenset[str]:
    """A telephone as its blind index, a mail address in small letters: what two entries are compared by."""
    plain = phone.open() if isinstance(phone, Sealed) else str(phone or "")
    return frozenset({index_of(plain, "phone").hex()} if plain else ()) | frozenset({mail.lower()} if mail else ())


def _numbers_of(schools: set[int]) -> dict[int, frozenset[str]]:
    """School → telephones and addresses of its contacts and of whoever holds a role there."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in Contact.objects.filter(organisation__in=schools):
        found[one.organisation_id] |= _marks(one.phone, one.email)
    at_work: dict[int, set[int]] = defaultdict(set)
    for identity in Identity.objects.filter(organisation__in=schools).select_related("user"):
        found[identity.organisation_id] |= _marks(None, identity.user.email)
        at_work[identity.user_id].add(identity.organisation_id)
    for wish in Preference.objects.filter(user__in=list(at_work)).exclude(phone__isnull=True):
        for school in at_work[wish.user_id]:
            found[school] |= _marks(wish.phone, "")
    return defaultdict(frozenset, {school: frozenset(marks) for school, marks in found.items()})


def _pupils(schools: set[int], contacts: Iterable[Contact]) -> dict[int, frozenset[str]]:
    """School → which of the contacts' telephones one of its students has."""
    phones = [index for one in contacts for index in _marks(one.phone, "")]
    rows = Student.objects.filter(school__in=schools, phone_index__in=[bytes.fromhex(index) for index in phones])
    found: dict[int, set[str]] = defaultdict(set)
    for school, index in rows.values_list("school", "phone_index"):
        found[school].add(bytes(index).hex())
    return defaultdict(frozenset, {school: frozenset(marks) for school, marks in found.items()})
