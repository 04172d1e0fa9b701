from datetime import date

from shouwei.ground.people.models import Identity

from .todos import Todo


def todos(identity: Identity, today: date) -> list[Todo]:
    return []
