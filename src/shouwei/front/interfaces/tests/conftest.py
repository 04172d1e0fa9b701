"""Tokens for the cast, and a client that carries one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shouwei.core.acting import NOBODY, act_as
from shouwei.core.clock import today
from shouwei.front.interfaces.rules.tokens import SCOPES
from shouwei.front.interfaces.workflows.issue_token import issue_token
from shouwei.ground.people.models import Identity

Caller = Callable[..., Any]


@pytest.fixture(autouse=True)
def nobody_afterwards() -> Iterator[None]:
    yield
    act_as(NOBODY)


def token_for(identity: Identity, scopes: list[str] | None = None) -> str:
    wanted = list(SCOPES) if scopes is None else scopes
    expires_on = today() + timedelta(days=30)
    return issue_token(name="示例程序", scopes=wanted, expires_on=expires_on, by=identity, today=today())[1]


@pytest.fixture
def call(client: Client) -> Caller:
    """``call(token, "get", "tasks", json=…, **headers)`` → the answer."""

    def ask(token: str, method: str, address: str, *, json: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = {} if json is None else {"data": json, "content_type": "application/json"}
        named["Authorization"] = f"Bearer {token}"
        return getattr(client, method)(f"/interfaces/api/v1/{address}", headers=named, **body)

    return ask
