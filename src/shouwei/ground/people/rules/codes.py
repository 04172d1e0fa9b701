"""Codes people type: the app's six digits, recovery codes, one-time codes on paper."""

import unicodedata
from datetime import datetime

DIGITS = 6
STEP = 30  # seconds an app's code is shown
SLACK = 1  # steps a phone's clock may be wrong, either way (RFC 6238 section 5.2)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: nothing that looks like something else
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def steps_around(now: datetime) -> range:
    """The steps whose codes are accepted at this moment, oldest first."""
    step = int(now.timestamp()) // STEP
    return range(step - SLACK, step + SLACK + 1)


def tidy(code: str) -> str:
    """As typed on a phone → as it was given out: full-width, spaces, dashes, lower case and look-alikes are meant well."""
    plain = unicodedata.normalize("NFKC", code).upper()
    return "".join(letter for letter in plain.translate(_MEANT) if letter in ALPHABET)


def in_groups(code: str, size: int = 5) -> str:
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def new_recovery_code(entropy: bytes) -> str:
    """Ten letters from 50 of the given bits."""
    return in_groups(_spelled(entropy, 10))


def new_entry_code(entropy: bytes) -> str:
    """Twenty letters from 100 of the given bits."""
    return in_groups(_spelled(entropy, 20))


def _spelled(entropy: bytes, letters: int) -> str:
    number = int.from_bytes(entropy, "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(letters))
