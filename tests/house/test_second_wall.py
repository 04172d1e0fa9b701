"""Row security holds where a page forgot to ask: the walk with the first wall down, who stepped over it, and tables without it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.db.models import ForeignKey, Model
from django.test import Client
from django.urls import reverse

from shouwei.core import keys as core_keys
from shouwei.core.acting import NOBODY, SYSTEM, Actor, act_as, acting, acting_as, acting_as_system
from shouwei.ground.imports.models import Import
from shouwei.ground.notices.models import Notice
from shouwei.ground.notices.workflows.tell import tell
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Duty, ProgressReport

from ..cast import Cast
from ..second_wall import as_the_application, wall
from .rooms import SOURCE
from .test_keys_with_things import (  # fixtures
    STRANGERS,
    Things,
    kept_from,
    leaks_of,
    north,  # noqa: F401
    somebody,
    south,  # noqa: F401
)

STEPPED_OVER = {
    "config/commands/demo.py": 1,
    "config/jobs.py": 5,
    "config/prepare.py": 1,
    "config/put_back.py": 2,
    "front/desk/open_work.py": 1,
    "front/desk/workflows/hand_over.py": 1,
    "front/desk/workflows/undo_hand_over.py": 1,
    "front/interfaces/api/doors.py": 1,
    "front/interfaces/pages/feed.py": 1,
    "ground/links/door.py": 2,
    "ground/links/queries.py": 1,
    "ground/links/workflows/send_asks.py": 1,
    "ground/links/workflows/write_again.py": 1,
    "ground/notices/queries/effect.py": 1,
    "ground/people/queries.py": 1,
    "ground/privacy/pages/cleaning.py": 1,
    "ground/privacy/pages/cleanings.py": 1,
    "ground/privacy/pages/erase_person.py": 1,
    "ground/privacy/pages/student.py": 1,
    "ground/privacy/queries/requests.py": 2,
    "ground/privacy/workflows/ask_data.py": 1,
    "ground/privacy/workflows/clean_up.py": 1,
    "ground/privacy/workflows/erase_person.py": 1,
    "ground/privacy/workflows/erase_student.py": 1,
    "ground/privacy/workflows/export_person.py": 2,
    "ground/privacy/workflows/remind_requests.py": 1,
    "oversight/indicators/queries/confirmed.py": 1,
    "oversight/indicators/pages/rounds.py": 1,
    "oversight/indicators/queries/editions.py": 2,
    "oversight/indicators/queries/facts.py": 3,
    "oversight/indicators/queries/rounds.py": 1,
    "oversight/indicators/workflows/publish_editions.py": 3,
    "oversight/planning/queries/heatmaps.py": 1,
    "oversight/planning/queries/programmes.py": 4,
    "oversight/planning/queries/task_lists.py": 1,
    "oversight/planning/queries/task_papers.py": 2,
    "oversight/planning/queries/trail.py": 1,
    "work/admissions/queries.py": 1,
    "work/employment/employers.py": 1,
    "work/employment/pages/samples.py": 2,
    "work/employment/sampled.py": 1,
    "work/employment/workflows/add_proof.py": 1,
    "work/employment/workflows/ask_questions.py": 1,
    "work/employment/workflows/replace_proof.py": 1,
    "work/employment/workflows/send_links.py": 2,
    "work/employment/workflows/void_proof.py": 1,
    "work/employment/workflows/weigh.py": 1,
    "work/programmes/partners.py": 1,
}
"""File → how often it acts as the system. Each call says why: states every member is told, the clock, outsiders by their link."""


FOR_THE_AUDITOR = {"Drawn"}
"""What is about a unit and yet not for it: whom a sample has drawn."""


@pytest.fixture
def doors_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core_keys.Keys, "within", lambda _self, _identity, _action, rows: rows)


def as_actor(identity: Identity) -> Actor:
    return Actor(identity.role, identity.organisation_id, identity.pk, identity.user_id)


@pytest.fixture(autouse=True)
def nobody_afterwards() -> Iterator[None]:
    yield
    act_as(NOBODY)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*STRANGERS, "zhou"])
@pytest.mark.usefixtures("doors_open")
def test_with_the_first_wall_down_the_second_lets_nothing_through(
    south: Things,  # noqa: F811
    cast: Cast,
    client: Client,
    who: str,
) -> None:
    identity = somebody(cast, who)
    client.force_login(identity.user)
    kept = kept_from(south, who)
    if who == "guan":
        # The second wall shows him every unit's imports; that they are not his to use, only the first says.
        kept = {model: thing for model, thing in kept.items() if model is not Import}

    leaks = leaks_of(client, kept, role=identity.role)

    print(f"{who}, first wall down: {leaks.cells} cells, {len(leaks)} leaks")
    assert (leaks, leaks.cells > 300) == ([], True)


@pytest.mark.django_db
@pytest.mark.usefixtures("doors_open")
def test_with_both_walls_down_the_walk_reports_leaks(
    south: Things,  # noqa: F811
    cast: Cast,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control of both."""
    monkeypatch.setattr(wall, "stands", False)
    client.force_login(cast.lin.user)

    leaks = leaks_of(client, south)

    print(f"leaks with both walls down: {len(leaks)}")
    assert len(leaks) > 10


@pytest.mark.django_db
def test_ones_own_is_there_with_both_walls_up(north: Things, cast: Cast) -> None:  # noqa: F811
    with acting_as(as_actor(cast.lin)), as_the_application():
        seen = {model.__name__ for model, thing in north.items() if model._default_manager.filter(pk=thing.pk).exists()}
    with acting_as(as_actor(cast.zhao)), as_the_application():
        sisters = {m.__name__ for m, thing in north.items() if m._default_manager.filter(pk=thing.pk).exists()}

    assert seen == {model.__name__ for model in north} - FOR_THE_AUDITOR
    assert sisters == set()


@pytest.mark.django_db
def test_writing_into_a_sisters_rows_fails_in_the_database(plan: object, cast: Cast) -> None:
    theirs = Duty.objects.filter(organisation=cast.south).first()
    assert theirs is not None
    report = {"duty": theirs, "period_first": theirs.since, "period_last": theirs.since, "written_by": cast.lin}
    with acting_as(as_actor(cast.lin)), as_the_application():
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            ProgressReport.objects.create(text="塞进来的", **report)
        changed = Duty.objects.filter(pk=theirs.pk).update(percent=99)
        deleted = Duty.objects.filter(pk=theirs.pk)._raw_delete("default")

    theirs.refresh_from_db()
    assert (changed, deleted, theirs.percent, ProgressReport.objects.count()) == (0, 0, 0, 0)


@pytest.mark.django_db
def test_nobody_sees_nothing_and_the_system_everything(plan: object, cast: Cast) -> None:
    every = Duty.objects.count()
    with as_the_application():
        with acting_as(NOBODY):
            nobody = Duty.objects.count()
        with acting_as_system("the test compares what each sees"):
            system = Duty.objects.count()

    assert (nobody, system) == (0, every)
    assert every > 0


@pytest.mark.django_db
def test_telling_a_sister_works_and_reading_her_messages_does_not(cast: Cast) -> None:
    with acting_as(as_actor(cast.lin)), as_the_application():
        tell([cast.zhao], "请查看", key="x")
        read = Notice.objects.count()

    assert (read, Notice.objects.get().to) == (0, cast.zhao)


@pytest.mark.django_db
def test_what_runs_with_the_owners_rights_looks_into_tables_of_the_session_last() -> None:
    """The application may make temporary tables; one named like a table of ours must not stand in its place there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, coalesce(array_to_string(proconfig, ';'), '') FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname"
        )
        found = dict(cursor.fetchall())

    last = re.compile(r"search_path=(?:public|pg_catalog), pg_temp(?:;|$)")
    assert [name for name, settings in found.items() if not last.search(settings)] == []
    assert len(found) > 20


@pytest.mark.django_db
def test_the_application_cannot_take_the_wall_down(cast: Cast) -> None:
    for statement in (
        "ALTER TABLE planning_duty DISABLE ROW LEVEL SECURITY",
        "DROP POLICY seen ON planning_duty",
        "CREATE POLICY mine ON planning_duty FOR SELECT USING (true)",
        "TRUNCATE audit_event",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), as_the_application(), connection.cursor() as cursor:
            cursor.execute(statement)
    with as_the_application(), connection.cursor() as cursor:
        cursor.execute("SET row_security = off")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute("SELECT count(*) FROM planning_duty")
        cursor.execute("RESET row_security")


@pytest.mark.django_db(transaction=True)
def test_the_server_is_told_once_and_again_after_a_rollback(cast: Cast) -> None:
    told: list[str] = []

    def spy() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('shouwei.role', true) || current_setting('shouwei.identity', true)")
            return str((cursor.fetchone() or [""])[0])

    act_as(as_actor(cast.lin))
    told.append(spy())
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012  # leaving the block is what is tested
        act_as(as_actor(cast.zhao))
        told.append(spy())
        raise RuntimeError
    told.append(spy())  # the rollback took the telling back; it must be told again
    act_as(NOBODY)
    told.append(spy())

    assert told == [f"unit_head{cast.lin.pk}", f"unit_head{cast.zhao.pk}", f"unit_head{cast.zhao.pk}", ""]


@pytest.mark.django_db(transaction=True)
def test_a_page_costs_one_small_statement_at_most(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted where they are sent, on the driver's connection."""
    client.force_login(cast.lin.user)
    client.get(reverse("organisations:organisations"))
    connection.ensure_connection()
    driver = connection.connection
    sent: list[str] = []
    execute = driver.execute
    monkeypatch.setattr(driver, "execute", lambda text, *rest: (sent.append(str(text)), execute(text, *rest))[1])
    act_as(NOBODY)
    connection.cursor().close()
    sent.clear()

    client.get(reverse("organisations:organisations"))
    first = [text for text in sent if "set_config" in text]
    sent.clear()
    client.get(reverse("organisations:organisations"))
    second = [text for text in sent if "set_config" in text]

    assert (len(first), len(second)) == (1, 0)


def test_who_acts_is_each_threads_own() -> None:
    act_as(Actor("unit_head", 1, 2, 3))
    seen: list[Actor | None] = []
    thread = threading.Thread(target=lambda: seen.append(acting()))
    thread.start()
    thread.join()

    assert (seen, acting()) == ([NOBODY], Actor("unit_head", 1, 2, 3))


def test_stepping_over_wants_a_reason_and_ends_with_the_block() -> None:
    with pytest.raises(ValueError, match="say why"), acting_as_system("because"):
        raise AssertionError("not reached")
    with pytest.raises(KeyError), acting_as_system("the test looks at the end of it"):  # noqa: PT012  # leaving the block is what is tested
        assert acting() == SYSTEM
        raise KeyError

    assert acting() == NOBODY


@pytest.mark.django_db
def test_a_role_cannot_smuggle_a_statement() -> None:
    with acting_as(Actor("x', false); DROP TABLE audit_event; --")), pytest.raises(ValueError, match="lower-case word"):
        connection.cursor()

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event")


def test_every_step_over_the_second_wall_is_listed() -> None:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if {"tests", "migrations"} & set(path.parts) or path.name == "acting.py":
            continue
        uses = re.findall(r"acting_as_system\((?!\))|acting_as\(SYSTEM\)", path.read_text(encoding="utf8"))
        if uses:
            found[str(path.relative_to(SOURCE))] = len(uses)

    assert found == STEPPED_OVER, (
        "acting_as_system crosses units: if it must, add the file here and say why in the call"
    )


def tables_with_somebodys_column() -> dict[str, type[Model]]:
    """Tables of our rooms with a column for an organisation, an identity or an account."""
    owners = {Organisation, Identity, apps.get_model("people", "User")}
    return {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("shouwei.")
        and any(isinstance(field, ForeignKey) and field.related_model in owners for field in model._meta.local_fields)
    }


def without_wall() -> dict[str, str]:
    """Table → why it has none, as the rooms say in ``walls.py``."""
    said: dict[str, str] = {}
    for app in apps.get_app_configs():
        if app.name.count(".") == 2 and app.name.startswith("shouwei.") and find_spec(f"{app.name}.walls"):
            said |= import_module(f"{app.name}.walls").NO_WALL
    return said


@pytest.mark.django_db
def test_every_table_with_somebodys_column_has_a_wall_or_a_reason() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT relname FROM pg_class
            WHERE relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)
        """)
        walled = {name for (name,) in cursor.fetchall()}
    concerned, exempt = set(tables_with_somebodys_column()), without_wall()

    assert concerned - walled - set(exempt) == set(), (
        "add core.walls.wall(…) in a migration of the room, or the table and the reason to NO_WALL in the room's walls.py"
    )
    assert set(exempt) & walled == set(), "these have a wall: take them out of NO_WALL"
    assert [table for table, why in exempt.items() if len(why) < 20] == [], "say why in a sentence"


@pytest.mark.django_db
def test_a_savepoint_rolled_back_takes_the_telling_with_it() -> None:
    """The statement that rolls back is itself preceded by a telling, which the rollback undoes."""

    def told() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT acting_role()")
            (role,) = cursor.fetchone() or ("",)
            return str(role)

    with acting_as(Actor("auditor", 1, 1, 1)):
        assert told() == "auditor"
    with transaction.atomic():
        act_as(Actor("unit_head", 2, 2, 2))
        transaction.set_rollback(True)

    assert told() == "unit_head"
