"""Secrets under a passphrase: scrypt makes the key, AES-256-GCM closes the box.

Source of the parameters: RFC 7914 (scrypt; N = 2^15, r = 8, p = 1 takes 32 MB and about 0.1 s), NIST SP 800-38D (GCM, 96-bit nonce).
"""

from __future__ import annotations

import base64
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .errors import BackupError

MARK = b"shouwei-secrets-1\n"
SALT, NONCE = 16, 12  # bytes
SHORTEST = 12  # characters of a passphrase


def lock(files: dict[str, bytes], passphrase: str) -> bytes:
    """``files`` (name → content) closed under ``passphrase``."""
    if len(passphrase) < SHORTEST:
        raise BackupError(f"备份口令只有{len(passphrase)}个字符，至少要{SHORTEST}个。请换一个更长的口令。")
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    plain = json.dumps({name: base64.b64encode(data).decode() for name, data in files.items()}).encode()
    return MARK + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, MARK)


def unlock(box: bytes, passphrase: str) -> dict[str, bytes]:
    """The files again. Raises ``BackupError`` for a wrong passphrase or a changed box."""
    body = box.removeprefix(MARK)
    salt, nonce, closed = body[:SALT], body[SALT : SALT + NONCE], body[SALT + NONCE :]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, closed, MARK)
    except (InvalidTag, ValueError):
        raise BackupError("备份口令不正确，或密钥部分已损坏；没有改动任何内容。请核对口令后重试。") from None
    return {name: base64.b64decode(data) for name, data in json.loads(plain).items()}


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
