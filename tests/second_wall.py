"""Requests of the tests run under the application's database role, so that every page test is a test of row security too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection
from django.http import HttpRequest, HttpResponse
from psycopg.pq import TransactionStatus

from shouwei.config.postgres import ROLES, admit_application
from shouwei.config.prepare import grant

APPLICATION = ROLES["application"]
MAKE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APPLICATION}') THEN CREATE ROLE {APPLICATION} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


class Wall:
    """Taken down only by negative controls."""

    stands = True


wall = Wall()


def prepare_application() -> None:
    """The role, where the server of the tests has none yet, and its rights on this test database."""
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        # As in an installation, where the public may do nothing: what the application may do, it was given.
        admit_application(connection.connection, connection.settings_dict["NAME"])
    grant(APPLICATION)


@contextmanager
def as_the_application() -> Iterator[None]:
    """Straight to the driver, so that tests which count queries do not count these two."""
    connection.ensure_connection()
    driver = connection.connection
    driver.execute(f"SET ROLE {APPLICATION}")
    try:
        yield
    finally:
        # In a failed transaction nothing is accepted; its rollback takes the role back too.
        if connection.connection is driver and driver.info.transaction_status != TransactionStatus.INERROR:
            driver.execute("RESET ROLE")


class AsTheApplication:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with as_the_application() if wall.stands else nullcontext():
            return self.get_response(request)
