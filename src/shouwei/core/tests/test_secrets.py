"""Encrypted columns: what the database sees, what a page shows, what does not open, and what it costs."""

from __future__ import annotations

import logging
import pickle
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.template import Context, Template
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from shouwei.core.secrets import (
    BlindIndexField,
    EncryptedTextField,
    Sealed,
    Unreadable,
    index_many,
    index_of,
    mask,
    seal_many,
)
from shouwei.core.secrets.cipher import key_name, seal
from shouwei.core.secrets.keyring import KeysMissing, index_key_of, new_key, ring_of

ID = "340800200001011234"  # invented; its check digit is wrong on purpose
PHONE = "13800005678"
PLACE = "sealed_person.id_number"


@pytest.fixture
def person(db: None) -> Iterator[Any]:
    """A table with both kinds of column, gone after the test."""
    with isolate_apps("shouwei.core"):

        class Person(models.Model):
            id_number = EncryptedTextField(kind="id_number", blank=True)
            id_number_index = BlindIndexField(of="id_number", unique=True)
            phone = EncryptedTextField(kind="phone", blank=True)
            phone_index = BlindIndexField(of="phone")

            class Meta:
                app_label = "core"
                db_table = "sealed_person"

        with connection.schema_editor() as editor:
            editor.create_model(Person)
        yield Person


def stored(column: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM sealed_person ORDER BY id")  # noqa: S608  # column names of this file
        return [None if value is None else bytes(value) for (value,) in cursor.fetchall()]


def test_a_number_is_stored_unreadable_and_opens_again(person: Any) -> None:
    person.objects.create(id_number=ID, phone=None)

    one = person.objects.get()

    assert (one.id_number.open(), one.phone) == (ID, None)
    (kept,) = stored("id_number")
    assert ID.encode() not in kept
    assert len(kept) == 1 + 4 + 12 + 18 + 16


def test_the_row_itself_shows_only_the_mask_after_saving(person: Any) -> None:
    one = person(id_number=ID)
    one.save()

    assert str(one.id_number) == f"{one.id_number}" == "3408**********1234"
    assert repr(one.id_number) == f"<Sealed {PLACE}>"


def test_saving_again_changes_nothing(person: Any) -> None:
    person.objects.create(id_number=ID)
    before = stored("id_number") + stored("id_number_index")

    person.objects.get().save()

    assert stored("id_number") + stored("id_number_index") == before


def test_an_empty_text_is_nothing(person: Any) -> None:
    person.objects.create(id_number="", phone="")

    assert stored("id_number") + stored("id_number_index") + stored("phone_index") == [None, None, None]


def test_found_by_index_however_it_is_written(person: Any) -> None:
    one = person.objects.create(id_number="34080020000101123X", phone="138 0000 5678")
    person.objects.create(id_number=ID, phone="13900005678")

    for written in (
        "34080020000101123x",
        " 340800 20000101 123X",
        "３４０８００２０００００１０１１２３Ｘ"[:0] or "３４０８００２００００１０１１２３Ｘ",
    ):
        assert person.objects.get(id_number_index=written) == one
    for written in ("+86 138-0000-5678", "8613800005678", PHONE):
        assert person.objects.get(phone_index=written) == one
    assert person.objects.filter(id_number_index__in=[ID, "34080020000101123X"]).count() == 2


def test_the_database_refuses_the_same_number_twice(person: Any) -> None:
    person.objects.create(id_number=ID)

    with pytest.raises(IntegrityError), transaction.atomic():
        person.objects.create(id_number=f" {ID} ")

    assert person.objects.count() == 1


def test_bulk_create_indexes_too(person: Any) -> None:
    person.objects.bulk_create([person(id_number=ID), person(id_number="340800200001019999")])

    assert person.objects.get(id_number_index=ID).id_number.open() == ID


def test_ordinary_filters_are_refused(person: Any) -> None:
    with pytest.raises(FieldError, match="look it up by its blind index"):
        person.objects.filter(id_number=ID)

    assert person.objects.filter(id_number__isnull=True).count() == 0


def test_a_mask_from_a_form_never_overwrites_the_number(person: Any) -> None:
    one = person.objects.create(id_number=ID)

    one.id_number = str(one.id_number)
    with pytest.raises(ValueError, match="a mask is not a value"), transaction.atomic():
        one.save()
    with pytest.raises(ValidationError, match="不能带星号"):
        person._meta.get_field("id_number").clean("3408**********1234", one)

    assert person.objects.get().id_number.open() == ID


def test_a_ciphertext_moved_to_another_column_does_not_open(person: Any) -> None:
    person.objects.create(id_number=ID)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealed_person SET phone = id_number")

    with pytest.raises(Unreadable, match=r"sealed_person\.phone: the value was altered or belongs to another column"):
        person.objects.get().phone.open()


@given(st.integers(0, 50), st.integers(1, 255))
def test_any_altered_byte_is_noticed(position: int, difference: int) -> None:
    kept = bytearray(seal_many([ID], PLACE)[0])
    kept[position] ^= difference

    with pytest.raises(Unreadable):
        Sealed(bytes(kept), PLACE, "id_number").open()


@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    assert Sealed(seal_many([text], PLACE)[0], PLACE, "text").open() == text


def test_equal_texts_never_look_equal() -> None:
    assert len(set(seal_many([ID] * 1000, PLACE))) == 1000


def test_old_keys_open_and_the_newest_seals(settings: Any) -> None:
    old = settings.FIELD_KEYS
    by_old = seal_many([ID], PLACE)[0]

    settings.FIELD_KEYS = f"{old},{new_key()}"
    by_new = seal_many([ID], PLACE)[0]

    assert key_name(by_old) != key_name(by_new)
    assert [Sealed(kept, PLACE, "id_number").open() for kept in (by_old, by_new)] == [ID, ID]
    settings.FIELD_KEYS = old
    with pytest.raises(Unreadable, match=f"key {key_name(by_new).hex()} is missing"):
        Sealed(by_new, PLACE, "id_number").open()


def test_without_keys_nothing_is_stored_in_the_clear(person: Any, settings: Any) -> None:
    settings.FIELD_KEYS = ""

    with pytest.raises(KeysMissing, match="SHOUWEI_FIELD_KEYS is unset"), transaction.atomic():
        person.objects.create(id_number=ID)

    assert person.objects.count() == 0


@pytest.mark.parametrize("text", ["short", urlsafe_b64encode(b"x" * 31).decode(), "不是"])
def test_a_damaged_key_is_named_as_such(text: str) -> None:
    with pytest.raises(KeysMissing, match="not 32 bytes"):
        ring_of(text)
    with pytest.raises(KeysMissing, match="not 32 bytes"):
        index_key_of(text)


def test_no_key_is_shown(settings: Any) -> None:
    assert "AESGCM" not in repr(ring_of(settings.FIELD_KEYS))


def test_indexes_differ_by_kind_and_by_key(settings: Any) -> None:
    here = index_of("13800005678", "phone")

    assert here != index_of("13800005678", "card")
    settings.INDEX_KEY = new_key()
    assert here != index_of("13800005678", "phone")


def test_nothing_leaks_into_logs_pages_or_caches(caplog: pytest.LogCaptureFixture) -> None:
    sealed = seal(ID, PLACE, "id_number")
    with caplog.at_level(logging.INFO):
        logging.getLogger("shouwei").info("%s %r %s", sealed, sealed, {"row": sealed})

    shown = Template("{{ value }} {{ value|upper }}").render(Context({"value": sealed}))

    assert caplog.messages == [f"3408**********1234 <Sealed {PLACE}> {{'row': <Sealed {PLACE}>}}"]
    assert shown == "3408**********1234 3408**********1234"
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(sealed)
    assert sealed != ID
    assert sealed == seal(ID, PLACE, "id_number")


@pytest.mark.parametrize(
    ("plain", "kind", "shown"),
    [
        (ID, "id_number", "3408**********1234"),
        ("340800800101123", "id_number", "3408*******1123"),
        ("12345678901234", "id_number", "******"),  # shorter than any ID: nothing is shown
        ("13800005678", "phone", "138****5678"),
        ("5546789", "phone", "******"),
        ("6222020000000000123", "card", "***************0123"),
        ("示例", "name", "示*"),
        ("欧阳示例", "name", "欧***"),
        ("张", "name", "*"),
        ("chen@example.test", "email", "c***@example.test"),
        ("安庆市示例路1号", "text", "******"),
        ("", "text", ""),
    ],
)
def test_masks(plain: str, kind: Any, shown: str) -> None:
    assert mask(plain, kind) == shown


def test_the_filter_masks_plain_and_sealed_alike() -> None:
    page = Template('{% load masks %}{{ plain|masked:"phone" }} {{ sealed|masked:"phone" }} {{ none|masked:"phone" }}')

    shown = page.render(Context({"plain": PHONE, "sealed": seal(PHONE, "t.phone", "phone"), "none": None}))

    assert shown == "138****5678 138****5678 —"


def test_ten_thousand_numbers_take_well_under_a_tenth_of_a_second() -> None:
    numbers = [f"3408002000010{n:05}" for n in range(10_000)]
    took = []
    for _ in range(5):
        begun = time.process_time()
        seal_many(numbers, PLACE)
        index_many(numbers, "id_number")
        took.append(time.process_time() - begun)

    assert min(took) < 0.1
