"""No column without an entry in the register of personal data, and no entry without its column."""

from __future__ import annotations

from django.db.models import Model

from shouwei.ground.privacy.queries.register_lines import lines, our_models, wants_an_entry
from shouwei.ground.privacy.register import KINDS, REGISTER
from shouwei.ground.privacy.register.kinds import Class, OnErasure


def columns_of(model: type[Model]) -> list[str]:
    return [field.name for field in model._meta.local_concrete_fields if wants_an_entry(field)]


def test_every_column_that_can_hold_personal_data_has_an_entry() -> None:
    missing = [
        f"{model._meta.label_lower}  {column}"
        for model in our_models()
        if not model._meta.auto_created
        for column in columns_of(model)
        if (model._meta.label_lower, column) not in REGISTER
    ]

    assert missing == [], "say in ground/privacy/register/columns.py what these columns hold; kinds.py lists the words"


def test_every_entry_has_its_column() -> None:
    held = {
        (model._meta.label_lower, field.name) for model in our_models() for field in model._meta.local_concrete_fields
    }

    assert [entry for entry in REGISTER if entry not in held] == []


def test_every_personal_kind_is_filled_in() -> None:
    unfinished = {
        name
        for name, kind in KINDS.items()
        if kind.personal is not Class.NONE
        and (
            not all((kind.purpose, kind.basis, kind.kept, kind.seen_by))
            or kind.on_erasure is OnErasure.NOTHING
            or (kind.on_erasure is OnErasure.KEEP and not kind.kept_because)
        )
    }

    assert unfinished == set()


def test_a_new_column_would_be_noticed() -> None:
    """The negative control: one entry less, and the first test has something to say."""
    model = next(model for model in our_models() if model._meta.label_lower == "people.user")

    assert "email" in columns_of(model)
    assert ("people.user", "shoe_size") not in REGISTER


def test_the_register_speaks_chinese() -> None:
    """It is read, printed and handed out: no noun and no column of personal data in our own words for them."""
    spoken = {f"{line.model}.{line.column}": (line.noun, line.label) for line in lines(personal=True)}

    assert {place: words for place, words in spoken.items() if any(map(str.isascii, words))} == {}
