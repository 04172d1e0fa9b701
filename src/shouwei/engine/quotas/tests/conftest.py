"""One small group of schools and its plan, shared by the tests of this folder (nothing changes it)."""

# mypy: disable-error-code="arg-type"

import pytest

from shouwei.engine.quotas import Effort, Plan, PlanData, Targets, invented, plan


@pytest.fixture(scope="session")
def group() -> PlanData:
    return invented(3, 8, 3, seed=7, industries=3, clusters=3, workshops=3, share_open=0.4)


@pytest.fixture(scope="session")
def planned(group: PlanData) -> Plan:
    return plan(group, Targets(1.6, adults_count=True, adult_least=[[20, 20, 20]] * 3), effort=Effort(gap=0))
