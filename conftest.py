"""The cast and its plan are known to every test of the house; pages are tested behind the second wall."""

import pytest
from django.urls import get_resolver
from hypothesis import is_hypothesis_test
from pytest_django import DjangoDbBlocker
from tests.second_wall import prepare_application

pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        prepare_application()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hypothesis reads the constants of every module of ours: of the pages too now, not while a test draws its first input."""
    if any(is_hypothesis_test(getattr(item, "obj", None)) for item in items):
        get_resolver().url_patterns  # noqa: B018 - loads every page
