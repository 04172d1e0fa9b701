"""The cast and its plan are known to every test of the house; pages are tested behind the second wall."""

import pytest
from pytest_django import DjangoDbBlocker
from tests.second_wall import prepare_application

pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        prepare_application()
