"""Every room that keeps work in a person's name. A room with such rows adds its line here."""

from shouwei.ground.notices import open_work as notices
from shouwei.ground.people.models import Identity
from shouwei.ground.people.open_work import OpenWork
from shouwei.ground.privacy import open_work as privacy
from shouwei.oversight.planning.queries import open_work as planning

ROOMS = (planning.open_work_of, notices.open_work_of, privacy.open_work_of)


def open_work_of(leaver: Identity, successor: Identity) -> list[OpenWork]:
    return [work for ask in ROOMS for work in ask(leaver, successor)]
