"""Every operation of the API × every role: without token, scope or key it stays shut; a sister's row does not exist.

The list is read from the API itself, so that an operation added tomorrow is walked tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client

from shouwei.core import keys as core_keys
from shouwei.core.acting import NOBODY, act_as
from shouwei.core.clock import today
from shouwei.core.keys import KEYRING
from shouwei.front.interfaces.api.house import PREFIX, keys
from shouwei.front.interfaces.rules.tokens import SCOPES
from shouwei.front.interfaces.workflows.issue_token import issue_token
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Duty, Plan, ProgressReport, SupervisionNotice

from ..cast import Cast, of_role
from .test_keys_walk import ALL
from .things import things_of

OPERATIONS = [(path, method.lower(), key) for path, methods in keys().items() for method, key in methods.items()]
PRIVATE = {"/duties": Duty, "/reports": ProgressReport, "/notices": SupervisionNotice}
HEADERS = {"Idempotency-Key": "walking-round-1"}
BODY = {"text": "x", "percent": 1}


@pytest.fixture(autouse=True)
def nobody_afterwards() -> Iterator[None]:
    yield
    act_as(NOBODY)


def token_of(identity: Identity, scopes: Any = SCOPES) -> str:
    day = today()
    return issue_token(name="x", scopes=scopes, expires_on=day + timedelta(days=9), by=identity, today=day)[1]


def knock(
    client: Client, token: str, method: str, path: str, number: int = 987654321, said: dict[str, Any] = BODY
) -> int:
    headers = HEADERS | ({"Authorization": f"Bearer {token}"} if token else {})
    body = {} if method == "get" else {"data": said, "content_type": "application/json"}
    with transaction.atomic():
        answer = getattr(client, method)(PREFIX + path.replace("{int:number}", str(number)), headers=headers, **body)
        transaction.set_rollback(True)
    status: int = answer.status_code
    return status


def test_every_address_of_the_api_is_in_the_list() -> None:
    addresses = [p for name, p in ALL if getattr(p.callback, "key", ("",))[0] == "api"]

    # One address with two methods is two in the list of none; "absent" answers for everything else.
    assert {p.pattern._route for p in addresses} == {
        *(str(path).lstrip("/").replace("{int:number}", "<int:number>") for path in keys()),
        "<path:rest>",
    }
    assert all(action in KEYRING[room].rows for _, _, (room, action) in OPERATIONS)


@pytest.mark.django_db
def test_without_a_token_every_operation_stays_shut(plan: Plan, client: Client) -> None:
    client.raise_request_exception = True

    assert {knock(client, "", method, path) for path, method, _ in OPERATIONS} == {401}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Identity.Role.values)
def test_without_the_key_or_the_scope_every_operation_stays_shut(cast: Cast, client: Client, role: str) -> None:
    identity = of_role(role)
    with_all, with_one = token_of(identity), token_of(identity, ["catalogue.read"])
    leaks = []
    for path, method, (room, action) in OPERATIONS:
        if not KEYRING[room].holds(identity, action) and knock(client, with_all, method, path) != 403:
            leaks.append((role, method, path))
        if knock(client, with_one, method, path) != 403:
            leaks.append((role, method, path, "without scope"))
        if knock(client, with_one, method, path, said={"nonsense": 1}) != 403:
            leaks.append((role, method, path, "asked for the body first"))

    assert leaks == []


def foreign_answers(plan: Plan, cast: Cast, client: Client, who: str) -> list[tuple[str, str, int]]:
    things = things_of(plan, cast.south, cast.zhao)
    token = token_of(cast[who])
    found = []
    for path, method, _ in OPERATIONS:
        model = PRIVATE.get(path.partition("/{")[0])
        if model is None or "{" not in path:
            continue
        status = knock(client, token, method, path, things[model].pk)
        if status not in (403, 404):
            found.append((method, path, status))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["lin", "wu", "he", "guan", "zhou"])
def test_a_sisters_rows_do_not_exist(
    plan: Plan, cast: Cast, client: Client, who: str, settings: LazySettings, tmp_path: Any
) -> None:
    settings.FILES = tmp_path

    assert foreign_answers(plan, cast, client, who) == []


@pytest.mark.django_db
def test_the_walk_finds_an_operation_left_open(
    plan: Plan,
    cast: Cast,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    settings: LazySettings,
    tmp_path: Any,
) -> None:
    """The negative control: with both walls down the same walk must report leaks."""
    from ..second_wall import wall

    settings.FILES = tmp_path
    monkeypatch.setattr(core_keys.Keys, "within", lambda _self, _identity, _action, rows: rows)
    monkeypatch.setattr(wall, "stands", False)

    leaks = foreign_answers(plan, cast, client, "lin")

    assert ("get", "/duties/{int:number}", 200) in leaks
