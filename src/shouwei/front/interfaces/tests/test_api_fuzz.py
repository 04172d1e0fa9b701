"""Whatever schemathesis thinks of, the API never breaks, and never answers what its document does not say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.cast import Cast

from shouwei.front.interfaces.api.house import document
from shouwei.front.interfaces.models import Token
from shouwei.oversight.planning.models import Duty, Plan

from .conftest import token_for

CASES = int(os.environ.get("FUZZ_CASES", "60"))
"""For each operation; ``FUZZ_CASES=3000`` for a long run."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    results: list[Any] = list(schema.get_all_operations())
    found = (result.ok() for result in results)
    return {f"{one.method.upper()} {one.path}": one for one in found}


OPERATIONS = operations()


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The end of a request would close the connection in whose transaction the test stands; the test client does the same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_never_breaks(plan: Plan, cast: Cast, name: str) -> None:
    token = token_for(cast.lin)
    Token.objects.update(per_minute=30_000)
    duty = Duty.objects.get(task__number=1, organisation=cast.north).pk
    met: dict[int, int] = {}

    @seed(20261124)
    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[name].as_strategy())
    def knock(case: Any) -> None:
        # Half of the cases meet a row that exists: beyond the first refusal there is more to break.
        if "number" in (case.path_parameters or {}) and sum(met.values()) % 2:
            case.path_parameters["number"] = duty
        with transaction.atomic():
            headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
            answer = case.call(base_url="http://localhost", headers=headers)
            transaction.set_rollback(True)
        met[answer.status_code] = met.get(answer.status_code, 0) + 1
        case.validate_response(answer, checks=CHECKS)

    knock()

    assert sum(met.values()) >= CASES
    assert max(met) < 500


@pytest.mark.django_db
def test_the_fuzzing_finds_an_operation_that_breaks(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: one that trips over its parameter must be reported."""

    def trips(cursor: str) -> int:
        return int(cursor) if cursor else 0

    monkeypatch.setattr("shouwei.front.interfaces.api.paging._read", trips)

    with pytest.raises(BaseExceptionGroup, match="Server error"):
        test_an_operation_never_breaks(plan, cast, "GET /interfaces/api/v1/tasks")
