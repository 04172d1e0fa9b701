"""The walk goes on with real rows: what belongs to a sister school does not exist for us, by any address or method.

What each address takes is told by its first segment, so a new page is walked the day it is written.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse

from shouwei.core import keys as core_keys
from shouwei.front.interfaces.models import Feed, Subscription, Token
from shouwei.front.operations.models import RestoreRequest, Run
from shouwei.ground.calendar.models import Schedule
from shouwei.ground.catalogues.models import Edition
from shouwei.ground.exports.models import Export
from shouwei.ground.imports.models import Import
from shouwei.ground.learners.models import RollChange, Student
from shouwei.ground.links.models import Link
from shouwei.ground.notices.models import Channel, Dispatch, Notice
from shouwei.ground.organisations.models import Membership, Organisation
from shouwei.ground.people.models import Delegation, Handover, Identity, User
from shouwei.ground.privacy.models import Cleaning, DataRequest
from shouwei.oversight.indicators.models import Definition, Report, Round, Submission
from shouwei.oversight.planning.models import (
    AgendaItem,
    Bulletin,
    Completion,
    Decision,
    Difficulty,
    Duty,
    Evidence,
    Extension,
    Measure,
    Meeting,
    Plan,
    PlanImport,
    ProgrammePart,
    ProgressReport,
    SupervisionNotice,
    Task,
)
from shouwei.work.admissions.models import Intake
from shouwei.work.employment.models import Destination, Drawn, EmployerAsk, Proof, Question, Sample
from shouwei.work.programmes.models import Crosswalk, LeadIndustry, Partner, PartnerAsk, Programme

from ..cast import Cast, make_identity
from ..second_wall import wall
from .test_keys_walk import ALL
from .things import shared_things, things_of

TAKES: dict[str, type[Model]] = {
    "planning/absorbed": Organisation,
    "planning/import": PlanImport,
    "planning/members": Membership,
    "planning/plans": Plan,
    "planning/tasks": Task,
    "planning/parts": ProgrammePart,
    "planning/measures": Measure,
    "planning/duties": Duty,
    "planning/reports": ProgressReport,
    "planning/difficulties": Difficulty,
    "planning/extensions": Extension,
    "planning/completions": Completion,
    "planning/evidence": Evidence,
    "planning/notices": SupervisionNotice,
    "planning/meetings": Meeting,
    "planning/decisions": Decision,
    "planning/bulletins": Bulletin,
    "notices": Notice,
    "notices/channels": Channel,
    "notices/dispatches": Dispatch,
    "organisations": Organisation,
    "catalogues": Edition,
    "links": Link,
    "operations/schedule": Schedule,
    "operations/runs": Run,
    "operations/restores": RestoreRequest,
    "interfaces/tokens": Token,
    "interfaces/webhooks": Subscription,
    "interfaces/feeds": Feed,
    "people/persons": User,
    "privacy/persons": User,
    "privacy/students": Student,
    "privacy/requests": DataRequest,
    "privacy/cleanings": Cleaning,
    "people/delegations": Delegation,
    "identities": Identity,
    "handovers": Handover,
    "learners/students": Student,
    "learners/changes": RollChange,
    "programmes/industries": LeadIndustry,
    "programmes/crosswalks": Crosswalk,
    "programmes/points": Programme,
    "programmes/partners": Partner,
    "programmes/asks": PartnerAsk,
    "admissions/intake": Intake,
    "employment/destinations": Destination,
    "employment/graduates": Student,
    "employment/proofs": Proof,
    "employment/employers": EmployerAsk,
    "employment/questions": Question,
    "employment/samples": Sample,
    "employment/drawn": Drawn,
    "indicators/definitions": Definition,
    "indicators/reports": Report,
    "indicators/rounds": Round,
    "indicators/submissions": Submission,
    "imports": Import,
    "exports": Export,
}
PRIVATE = {
    Token,
    Subscription,
    Feed,
    ProgrammePart,
    Measure,
    Duty,
    ProgressReport,
    Difficulty,
    Extension,
    Completion,
    Evidence,
    SupervisionNotice,
    Notice,
    Link,
    Student,
    DataRequest,
    RollChange,
    Intake,
    Destination,
    Proof,
    EmployerAsk,
    PartnerAsk,
    Question,
    Drawn,
    Channel,
    Dispatch,
    Delegation,
    Submission,
    Import,
    Export,
}
"""Belong to one organisation or person; everything else is the group's."""
METHODS = ("get", "post", "head", "put", "patch", "delete", "options")
STRANGERS = ["lin", "wu", "he", "works_staff", "guan", "park", "county", "authority"]
"""Whom nothing of the southern school is open to: a sister's head and staff, an enterprise's, an administrator, officers outside."""
SHUT = {403, 404, 405}
Things = dict[type[Model], Model]


def address_of(name: str, pattern: URLPattern, things: Things) -> str | None:
    """The address of one of ``things`` by this pattern; None when it takes none of them."""
    values: dict[str, Any] = {}
    for argument in pattern.pattern.converters:
        if argument == "pk":
            model = _model_at(reverse(name, kwargs=_any(pattern)))
            if model not in things:
                return None
            values["pk"] = things[model].pk
        elif argument == "item":
            values["item"] = things[AgendaItem].pk if AgendaItem in things else 1
        else:
            values[argument] = _any(pattern)[argument]
    return reverse(name, kwargs=values) if "pk" in values else None


def _model_at(address: str) -> type[Model]:
    """By the first two segments of the address, or by the first alone."""
    room, noun, *_ = [*address.strip("/").split("/"), ""]
    return TAKES[f"{room}/{noun}"] if f"{room}/{noun}" in TAKES else TAKES[room]


def _any(pattern: URLPattern) -> dict[str, Any]:
    words = {"year": 2026, "paper": "agenda", "file_format": "docx", "fmt": "docx"}
    return {name: words.get(name, 1) for name in pattern.pattern.converters}


def knock(client: Client, address: str, method: str) -> int:
    """The answer's status; whatever was written is taken back, so that every door is tried on the same house."""
    with transaction.atomic():
        try:
            status: int = getattr(client, method)(address).status_code
        except ObjectDoesNotExist:
            status = 404  # the first wall is down, and the second hid the row from the verb
        transaction.set_rollback(True)
    return status


@pytest.fixture
def south(plan: Plan, cast: Cast, settings: LazySettings, tmp_path: Any) -> Things:
    settings.FILES = tmp_path
    return things_of(plan, cast.south, cast.zhao)


@pytest.fixture
def north(plan: Plan, cast: Cast, settings: LazySettings, tmp_path: Any) -> Things:
    settings.FILES = tmp_path
    return things_of(plan, cast.north, cast.lin)


def not_of_departments(things: Things) -> Things:
    """Admissions, destinations and what schools hand in to rounds are read by departments for every school; the rest is not."""
    read = (Intake, Destination, EmployerAsk, PartnerAsk, Question, Submission)
    return {model: thing for model, thing in things.items() if model not in read}


def not_of_second_persons(things: Things) -> Things:
    """An administrator decides as the second person on exports of every unit, and therefore sees them."""
    return {model: thing for model, thing in things.items() if model is not Export}


def opened_to_all(pattern: URLPattern, role: str) -> bool:
    """Whether the table opens this door on every row for the role: then nothing is a sister's."""
    room, action = pattern.callback.key  # type: ignore[attr-defined]  # every page has one; the walk over keys holds it
    table = core_keys.KEYRING.get(room)
    return table is not None and table.rows[action].cells.get(role) == ("all",)


class Leaks(list[tuple[str, str, int]]):
    """What opened, and how many cells (address × method) were tried to find it."""

    cells = 0


def leaks_of(client: Client, things: Things, *, role: str = "") -> Leaks:
    found = Leaks()
    for name, pattern in ALL:
        if opened_to_all(pattern, role):
            continue
        address = address_of(name, pattern, {m: t for m, t in things.items() if m in PRIVATE})
        if address is None:
            continue
        for method in METHODS:
            found.cells += 1
            status = knock(client, address, method)
            if status not in SHUT:
                found.append((name, method, status))
    return found


def somebody(cast: Cast, who: str) -> Identity:
    """One of the cast, or an officer of a park, a county, an authority, or an enterprise's clerk."""
    if hasattr(cast, who):
        return cast[who]
    kind = Organisation.Kind
    if who == "works_staff":
        return make_identity("works_staff", "工示例", "unit_staff", cast.works)
    place = {"park": kind.PARK, "county": kind.COUNTY, "authority": kind.AUTHORITY}[who]
    return make_identity(who, "区示例", "liaison", Organisation.objects.create(name=f"示例{who}", kind=place))


@pytest.mark.django_db
@pytest.mark.parametrize("who", STRANGERS)
def test_what_belongs_to_a_sister_does_not_exist(south: Things, cast: Cast, client: Client, who: str) -> None:
    identity = somebody(cast, who)
    client.force_login(identity.user)

    leaks = leaks_of(client, kept_from(south, who), role=identity.role)

    print(f"{who}: {leaks.cells} cells, {len(leaks)} leaks")
    assert (leaks, leaks.cells > 300) == ([], True)


def kept_from(things: Things, who: str) -> Things:
    """What is a stranger's business of nobody: without what the role reads for every school."""
    if who == "guan":
        return not_of_second_persons(things)
    return not_of_departments(things) if who == "zhou" else things


@pytest.mark.django_db
def test_a_department_sees_only_the_tasks_it_leads(south: Things, cast: Cast, client: Client) -> None:
    client.force_login(cast.zhou.user)  # leads task 3; these things hang on task 1

    leaks = leaks_of(client, not_of_departments(south), role="department")

    print(f"zhou: {leaks.cells} cells, {len(leaks)} leaks")
    assert (leaks, leaks.cells > 300) == ([], True)


FEWEST_LEAKS = {"guan": 1, "park": 8, "county": 8, "authority": 8}
"""Who holds few keys finds few doors open, whatever their reach."""


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*STRANGERS, "zhou"])
def test_the_walk_finds_a_door_left_open(
    south: Things, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    """The negative control of each: with the reaches and the second wall switched off, the same walk must report leaks."""
    monkeypatch.setattr(core_keys.Keys, "within", lambda _self, _identity, _action, rows: rows)
    monkeypatch.setattr(wall, "stands", False)
    identity = somebody(cast, who)
    client.force_login(identity.user)

    leaks = leaks_of(client, kept_from(south, who), role=identity.role)

    print(f"{who}, both walls down: {leaks.cells} cells, {len(leaks)} leaks")
    assert len(leaks) >= FEWEST_LEAKS.get(who, 30)
    if who == "lin":
        assert ("planning:duty", "get", 200) in leaks


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["chen", "fang", "li", "zhou", "lin", "wu", "zhao", "he", "shen", "guan", "park"])
def test_no_door_breaks_whoever_knocks(north: Things, plan: Plan, cast: Cast, client: Client, who: str) -> None:
    things = north | shared_things(plan, cast)
    client.force_login(somebody(cast, who).user)
    client.raise_request_exception = True
    walked, strange = 0, []
    for name, pattern in ALL:
        address = address_of(name, pattern, things)
        if address is None:
            continue
        for method in ("get", "post"):
            walked += 1
            status = knock(client, address, method)
            if status not in {200, 302, 400} | SHUT:
                strange.append((name, method, status))

    assert (strange, walked > 100) == ([], True)


@pytest.mark.django_db
def test_ones_own_is_there(north: Things, cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)
    own = {
        "planning:duty": Duty,
        "planning:report": ProgressReport,
        "planning:supervision_notice": SupervisionNotice,
        "planning:evidence_file": Evidence,
    }

    statuses = {name: client.get(reverse(name, args=[north[model].pk])).status_code for name, model in own.items()}

    assert statuses == dict.fromkeys(own, 200)


@pytest.mark.django_db
def test_absent_and_foreign_look_the_same(south: Things, cast: Cast, client: Client) -> None:
    client.force_login(cast.lin.user)

    foreign = client.get(reverse("planning:duty", args=[south[Duty].pk]))
    absent = client.get(reverse("planning:duty", args=[987654321]))

    assert (foreign.status_code, _without_tokens(foreign.content)) == (404, _without_tokens(absent.content))


def _without_tokens(page: bytes) -> bytes:
    """Each answer masks the CSRF token anew."""
    return re.sub(rb"[A-Za-z0-9]{64}", b"", page)
