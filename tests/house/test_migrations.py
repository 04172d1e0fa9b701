"""The models and the migrations say the same; a database along an old chain is taken over whole or refused."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from shouwei.core.chain import halfway, known

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


def replaced(room: str) -> list[list[tuple[str, str]]]:
    """What the migrations of a room stand for, each in its turn."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return [m.replaces for (of, _), m in sorted(loader.disk_migrations.items()) if of == room and m.replaces]


@pytest.mark.parametrize("room", [room.name for room in ROOMS])
def test_an_old_chain_is_taken_over_from_its_end_and_from_nowhere_else(room: str) -> None:
    old = sorted(name for names in replaced(room) for name in names)

    stuck = [length for length in range(len(old) + 1) if halfway(old[:length])]

    assert stuck == list(range(1, len(old)))
    assert known() >= set(old)


@pytest.mark.parametrize("room", [room.name for room in ROOMS])
def test_the_new_chain_goes_on_wherever_it_was_interrupted(room: str) -> None:
    parts = replaced(room)

    for done in range(len(parts) + 1):
        assert halfway([name for names in parts[:done] for name in names]) == []


@pytest.mark.django_db
def test_a_database_in_the_middle_of_the_old_chain_is_refused_with_a_sentence() -> None:
    recorder = MigrationRecorder(connection)
    for name in ("0001_tables", "0002_kept_by_the_database", "0012_a_task_names_its_target"):
        recorder.record_unapplied("planning", name)
    before = recorder.applied_migrations().keys()

    with pytest.raises(CommandError) as refused:
        call_command("migrate", verbosity=0)

    assert str(refused.value) == (
        "The migrations of planning were applied in part and have been written anew since. Nothing was changed. "
        "Start the last version with the old ones once (docs/decisions/one-chain.md says which), then this one again."
    )
    assert recorder.applied_migrations().keys() == before
