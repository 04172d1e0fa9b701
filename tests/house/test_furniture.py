"""Rooms are furnished alike: a card on the door, known furniture, one stem per feature."""

from pathlib import Path

import pytest

from .rooms import ROOMS, SOURCE, named

FURNITURE = {
    "README.md",
    "__init__.py",
    "apps.py",
    "models.py",
    "models",
    "rules",
    "permissions.py",
    "walls.py",
    "queries.py",
    "queries",
    "workflows",
    "pages",
    "jobs.py",
    "urls.py",
    "templates",
    "migrations",
    "tests",
}
BANNED = {"utils.py", "helpers.py", "services.py", "misc.py", "common.py"}


@pytest.mark.parametrize("room", ROOMS, ids=named)
def test_a_room_has_a_card_of_at_most_forty_lines(room: Path) -> None:
    card = (room / "README.md").read_text(encoding="utf8").splitlines()

    assert 5 <= len(card) <= 40, f"{named(room)}/README.md: purpose, words, verbs, who reads us, in 40 lines"


@pytest.mark.parametrize("room", ROOMS, ids=named)
def test_what_stands_in_a_room_is_furniture_or_named_on_its_card(room: Path) -> None:
    card = (room / "README.md").read_text(encoding="utf8")
    strange = {
        entry.name
        for entry in room.iterdir()
        if entry.name not in FURNITURE and entry.name != "__pycache__" and entry.name.split(".")[0] not in card
    }

    assert strange == set(), f"{named(room)}: move it to furniture, or say on the card what it is"


def test_no_file_is_named_after_nothing() -> None:
    assert [str(p) for p in SOURCE.rglob("*.py") if p.name in BANNED] == []


@pytest.mark.parametrize("room", ROOMS, ids=named)
def test_every_workflow_says_what_it_does(room: Path) -> None:
    silent = [
        path.name
        for path in (room / "workflows").glob("*.py")
        if path.name != "__init__.py" and not path.read_text(encoding="utf8").startswith('"""')
    ]

    assert silent == []
