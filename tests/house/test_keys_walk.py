"""Every address × every role: nobody passes a door without its key, and no address stands outside the tables.

The walk reads the list of addresses, so a new page cannot be forgotten. ``test_key_walk_with_things`` goes on with real
rows: one's own, a sister organisation's, and none.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from shouwei.core.keys import KEYRING
from shouwei.ground.people.models import Identity

from ..cast import Cast, of_role

OUTSIDE = {"public", "signed_in", "api"}  # programmes knock with tokens: test_keys_of_the_api


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Name with namespace → pattern, for every address of the house."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry.url_patterns, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
            else:
                yield f"{prefix}{entry.name}", entry

    yield from walk(get_resolver().url_patterns, "")


ALL = sorted(addresses(), key=lambda found: found[0])
KEYED = [
    (name, pattern, pattern.callback.key)  # type: ignore[attr-defined]  # set by the door
    for name, pattern in ALL
    if getattr(pattern.callback, "key", ("",))[0] not in OUTSIDE
]


def example(name: str, pattern: URLPattern) -> str:
    """An address of this pattern whose thing does not exist."""
    values: dict[str, object] = {"str": "docx", "slug": "docx", "int": 987654321, "path": "x"}
    arguments = {}
    for argument, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        arguments[argument] = 2026 if argument == "year" else values.get(kind, "docx")
    return reverse(name, kwargs=arguments)


def test_every_address_has_a_door() -> None:
    assert [name for name, pattern in ALL if not hasattr(pattern.callback, "key")] == []


def test_every_key_a_door_asks_for_is_in_a_table() -> None:
    used = {key for _, _, key in KEYED}
    known = {(room, action) for room, keys in KEYRING.items() for action in keys.rows}

    assert used - known == set()


def test_what_stands_outside_the_tables_is_a_short_list() -> None:
    public = sorted(name for name, p in ALL if getattr(p.callback, "key", ("",))[0] == "public")

    assert public == [
        "desk:gallery",
        "desk:live",
        "desk:ready",
        "employment:confirm",
        "employment:employer_word",
        "interfaces:feed",
        "links:ask_again",
        "links:enter_code",
        "links:landing",
        "people:demo_cast",
        "people:enter_code",
        "people:first_second_factor",
        "people:outside_callback",
        "people:outside_start",
        "people:sign_in",
        "people:sign_out",
        "people:use_entry_code",
        "privacy:guardian_data",
        "privacy:own_data",
        "programmes:mentor_word",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*Identity.Role.values, "nobody"])
def test_without_the_key_every_door_stays_shut(cast: Cast, client: Client, role: str) -> None:
    identity = None if role == "nobody" else of_role(role)
    if identity is not None:
        client.force_login(identity.user)
    leaks, cells = [], 0
    for name, pattern, (room, action) in KEYED:
        holds = identity is not None and KEYRING[room].holds(identity, action)
        if holds:
            continue
        wanted = 403 if identity else 302
        for method in ("get", "post"):
            cells += 1
            status = getattr(client, method)(example(name, pattern)).status_code
            if status != wanted:
                leaks.append((name, method, status))

    print(f"{role}, without the key: {cells} cells, {len(leaks)} leaks")
    assert (leaks, cells > 20) == ([], True)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Identity.Role.values)
def test_behind_an_open_door_what_does_not_exist_is_not_found(cast: Cast, client: Client, role: str) -> None:
    identity = of_role(role)
    client.force_login(identity.user)
    wrong = []
    for name, pattern, (room, action) in KEYED:
        if "pk" not in pattern.pattern.converters or not KEYRING[room].holds(identity, action):
            continue
        for method in ("get", "post"):
            status = getattr(client, method)(example(name, pattern)).status_code
            if status not in (404, 405):
                wrong.append((name, method, status))

    assert wrong == []
