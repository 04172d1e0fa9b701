"""The models and the migrations say the same."""

from io import StringIO

import pytest
from django.core.management import call_command

from .rooms import ROOMS


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()

    call_command("makemigrations", "--check", "--dry-run", *(room.name for room in ROOMS), stdout=out)

    assert out.getvalue().strip() == "\n".join(f"No changes detected in app '{room.name}'" for room in ROOMS) or (
        "No changes detected" in out.getvalue()
    )


def test_migrations_are_named_after_what_they_do() -> None:
    automatic = [p.name for room in ROOMS for p in (room / "migrations").glob("0*_auto_*.py")]

    assert automatic == []
