"""AES-256-GCM for single values, HMAC-SHA-256 for finding them again.

Stored: format (1 byte) ‖ key name (4) ‖ nonce (12) ‖ ciphertext and tag. The place ``table.column`` is authenticated with it, so
that a ciphertext copied into another column or table does not open there.
"""

from __future__ import annotations

import hmac
import os
import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NoReturn

from cryptography.exceptions import InvalidTag
from django.conf import settings

from shouwei.core.secrets.keyring import NAME_BYTES, KeyRing, index_key_of, ring_of
from shouwei.core.secrets.masks import Kind, mask

FORMAT = b"\x01"
NONCE_BYTES = 12
HEADER_BYTES = len(FORMAT) + NAME_BYTES + NONCE_BYTES
INDEX_BYTES = 16


class Unreadable(Exception):
    """A stored value does not open: its key is missing, or it was altered or moved. Names the place, never the value."""


class Sealed:
    """An encrypted value of one place. Shows its mask wherever it is printed; ``open()`` gives the text.

    Decrypts only when asked, so lists that do not show the value pay nothing.
    """

    __slots__ = ("kind", "place", "stored")

    def __init__(self, stored: bytes, place: str, kind: Kind) -> None:
        self.stored = stored
        self.place = place
        self.kind = kind

    def open(self) -> str:
        """The text itself. Raises :class:`Unreadable`."""
        return _opened(self.stored, self.place, _ring())

    def __str__(self) -> str:
        return mask(self.open(), self.kind)

    def __repr__(self) -> str:
        return f"<Sealed {self.place}>"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __eq__(self, other: object) -> bool:
        """Two sealed values are equal when their texts are; a text itself is never equal, so that no test leaks it."""
        return isinstance(other, Sealed) and hmac.compare_digest(self.open().encode(), other.open().encode())

    __hash__ = None  # type: ignore[assignment]  # a set of secrets would need their texts

    def __bool__(self) -> bool:
        return True

    def __reduce__(self) -> NoReturn:
        raise TypeError("a sealed value is not pickled: caches and queues keep the row's number instead")


def seal(plain: str, place: str, kind: Kind) -> Sealed:
    """``plain`` encrypted for ``place`` (``table.column``) under the newest key."""
    return Sealed(seal_many([plain], place)[0], place, kind)


def seal_many(plain: Iterable[str], place: str) -> list[bytes]:
    """Stored forms, in order; for imports that write with COPY."""
    ring = _ring()
    encrypt = ring.ciphers[ring.newest].encrypt
    header = FORMAT + ring.newest
    where = place.encode()
    values = list(plain)
    drawn = os.urandom(NONCE_BYTES * len(values))
    nonces = [drawn[start : start + NONCE_BYTES] for start in range(0, len(drawn), NONCE_BYTES)]
    return [header + nonce + encrypt(nonce, value.encode(), where) for nonce, value in zip(nonces, values, strict=True)]


def index_of(plain: str, kind: Kind) -> bytes:
    """What equal values of one kind have in common and nobody without the key can compute: 16 bytes.

    The same number gives the same index in every table, so that one phone for many people is found across rooms.
    """
    return index_many([plain], kind)[0]


def index_many(plain: Iterable[str], kind: Kind) -> list[bytes]:
    """As :func:`index_of`, in order; writing differences (spaces, full width, small x, +86) do not matter."""
    key = index_key_of(settings.INDEX_KEY)
    prefix = kind.encode() + b"\0"
    values = list(plain)
    if not _normal_already(values, kind):
        values = [normal(value, kind) for value in values]
    digest = hmac.digest
    return [digest(key, prefix + value.encode(), "sha256")[:INDEX_BYTES] for value in values]


def _normal_already(values: list[str], kind: Kind) -> bool:
    """Whether all are ID numbers in digits and capitals, or all are mobile numbers: one look at their letters together."""
    together = "".join(values)
    if not together.isascii() or not together.isalnum():
        return False
    if kind in ("id_number", "card"):
        return together == together.upper()
    return kind == "phone" and together.isdigit() and all(len(v) == 11 and v[0] == "1" for v in values)


def normal(plain: str, kind: Kind) -> str:
    """One writing for values that mean the same."""
    # Nearly all are written plainly; a roster of a hundred thousand need not be searched for what they do not have.
    if plain.isascii() and plain.isalnum():
        if kind in ("id_number", "card"):
            return plain.upper()
        if kind == "phone" and len(plain) == 11 and plain[0] == "1" and plain.isdigit():
            return plain
    text = unicodedata.normalize("NFKC", plain).strip()
    if kind in ("id_number", "card"):
        return re.sub(r"[\s\-]", "", text).upper()
    if kind == "phone":
        digits = re.sub(r"[^\d+]", "", text)
        return re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)
    if kind == "email":
        return text.casefold()
    return text


def key_name(stored: bytes) -> bytes:
    """Which key a stored value needs."""
    return stored[len(FORMAT) : len(FORMAT) + NAME_BYTES]


def _ring() -> KeyRing:
    return ring_of(settings.FIELD_KEYS)


def _opened(stored: bytes, place: str, ring: KeyRing) -> str:
    if stored[: len(FORMAT)] != FORMAT or len(stored) < HEADER_BYTES:
        raise Unreadable(f"{place}: not an encrypted value")
    cipher = ring.ciphers.get(key_name(stored))
    if cipher is None:
        raise Unreadable(f"{place}: key {key_name(stored).hex()} is missing from the ring; restore secrets/field_keys")
    try:
        plain: Any = cipher.decrypt(
            stored[HEADER_BYTES - NONCE_BYTES : HEADER_BYTES], stored[HEADER_BYTES:], place.encode()
        )
    except InvalidTag:
        raise Unreadable(f"{place}: the value was altered or belongs to another column") from None
    return str(plain, "utf8")
