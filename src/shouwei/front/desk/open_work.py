"""Every room that keeps work in a person's name. A room with such rows adds its line here."""

from shouwei.core.acting import acting_as_system
from shouwei.ground.notices import open_work as notices
from shouwei.ground.people.models import Identity, User
from shouwei.ground.people.open_work import OpenWork
from shouwei.ground.privacy import open_work as privacy
from shouwei.oversight.planning.queries import open_work as planning

ROOMS = (planning.open_work_of, notices.open_work_of, privacy.open_work_of)
ACROSS = "a person's open work lies in rooms whose rows the one who hands it over may not see"


def open_work_of(leaver: Identity, successor: Identity) -> list[OpenWork]:
    return [work for ask in ROOMS for work in ask(leaver, successor)]


def in_hand(leaver: Identity, successor: Identity | None) -> dict[str, list[str]]:
    """What would move if it were handed over now: kind → its rows in words. Without ``successor`` whatever might move to somebody."""
    to = successor or Identity(pk=0, user=User(pk=0), organisation=leaver.organisation)
    with acting_as_system(ACROSS):
        found = {work.what: [str(row) for row in work.rows] for work in open_work_of(leaver, to)}
    return {what: rows for what, rows in found.items() if rows}
