"""The shipped definitions come with a migration; a story that empties every table takes them away for those told after it."""

import pytest

from shouwei.oversight.indicators.workflows.ship_definitions import ship_definitions


@pytest.fixture(autouse=True)
def shipped(request: pytest.FixtureRequest) -> None:
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        ship_definitions()
