"""The keys of one installation: a ring for encryption, newest last, and one key apart for the blind indexes.

Both come from the installation's ``secrets`` folder (or the operator's environment) through settings. A key is named by a
digest of itself, so that a missing key is noticed as missing and never mistaken for damage.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NAME_BYTES = 4


class KeysMissing(Exception):
    """The installation has no usable keys; the sentence says where they should be."""


@dataclass(frozen=True)
class KeyRing:
    """``ciphers`` by key name; the last one encrypts, all of them decrypt. Shows no key when printed."""

    ciphers: dict[bytes, AESGCM] = field(repr=False)
    newest: bytes


def new_key() -> str:
    return urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def name_of(key: bytes) -> bytes:
    """Four bytes that tell keys apart and tell nothing about them."""
    return hashlib.sha256(b"shouwei field key\0" + key).digest()[:NAME_BYTES]


@lru_cache(maxsize=8)
def ring_of(text: str) -> KeyRing:
    """``text``: keys in URL-safe base64, separated by commas or white space, newest last. Raises ``KeysMissing``."""
    keys = [_decoded(part) for part in text.replace(",", " ").split()]
    if not keys:
        raise KeysMissing(
            "SHOUWEI_FIELD_KEYS is unset: start with ./run, which keeps the keys in secrets/field_keys of the data folder"
        )
    return KeyRing({name_of(key): AESGCM(key) for key in keys}, name_of(keys[-1]))


@lru_cache(maxsize=8)
def index_key_of(text: str) -> bytes:
    """The key of the blind indexes. Raises ``KeysMissing``."""
    if not text.strip():
        raise KeysMissing(
            "SHOUWEI_INDEX_KEY is unset: start with ./run, which keeps the key in secrets/index_key of the data folder"
        )
    return _decoded(text.strip())


def names(ring: KeyRing) -> Iterable[str]:
    """Names of all keys of the ring, oldest first, as operators see them."""
    return (name.hex() for name in ring.ciphers)


def _decoded(text: str) -> bytes:
    try:
        key = urlsafe_b64decode(text.encode())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeysMissing(f"A key is not {KEY_BYTES} bytes in URL-safe base64: compare the file with your backup of it")
    return key
