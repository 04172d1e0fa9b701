"""Write every encrypted value anew under the newest key."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from shouwei.core.secrets.cipher import Sealed, seal_many
from shouwei.core.secrets.fields import EncryptedTextField
from shouwei.core.secrets.keyring import ring_of

AT_ONCE = 200  # whole files are encrypted too


def encrypted_fields() -> Iterator[EncryptedTextField]:
    """Of every model that is installed."""
    for model in apps.get_models():
        yield from (field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedTextField))


def reseal_everything() -> dict[str, int]:
    """``table.column`` → how many values were written anew. Each portion is one transaction; a stop in between loses nothing.

    Triggers that watch the table see an ordinary change; the blind index does not depend on these keys and stays.
    """
    return {field.place: _reseal(field) for field in encrypted_fields()}


def _reseal(field: EncryptedTextField) -> int:
    done = 0
    while portion := _portion(field):
        done += portion
    return done


@transaction.atomic
def _portion(field: EncryptedTextField) -> int:
    meta = field.model._meta
    table, column, key = map(connection.ops.quote_name, (meta.db_table, str(field.column), str(meta.pk.column)))
    newest = ring_of(settings.FIELD_KEYS).newest
    # Names of a model's table and columns, never a user's words.
    old = f"SELECT {key}, {column} FROM {table} WHERE substring({column} FROM 2 FOR 4) <> %s LIMIT %s FOR UPDATE"  # noqa: S608
    new = f"UPDATE {table} SET {column} = %s WHERE {key} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(old, [newest, AT_ONCE])
        rows = cursor.fetchall()
        plain = [Sealed(bytes(stored), field.place, field.kind).open() for _, stored in rows]
        sealed = seal_many(plain, field.place)
        cursor.executemany(new, [(value, number) for value, (number, _) in zip(sealed, rows, strict=True)])
    return len(rows)
