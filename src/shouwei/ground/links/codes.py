"""The signed address of a link, and the code printed on paper. Both are worked out, never stored.

Address: ``<number in base 36>-<128 bits of HMAC-SHA256>``; code: six letters of number and ten of HMAC (50 bits) in Crockford's
base 32, which has no I, L, O, U. Both sign purpose, number, round and last moment; another round or purpose is another signature.
"""

import base64
import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKS_LIKE = str.maketrans("ILO", "110")
NUMBER_LETTERS, TAG_LETTERS = 6, 10
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Errand:
    """What is signed. ``expires`` in whole seconds of the epoch."""

    number: int
    purpose: str
    round: int
    expires: int


def _tag(errand: Errand, use: str) -> bytes:
    key = hashlib.sha256(f"links:{use}:{settings.SECRET_KEY}".encode()).digest()
    signed = f"{errand.purpose}\0{errand.number}\0{errand.round}\0{errand.expires}"
    return hmac.digest(key, signed.encode(), "sha256")


def token_of(errand: Errand) -> str:
    tag = base64.urlsafe_b64encode(_tag(errand, "address")[:16]).decode().rstrip("=")
    return f"{_base36(errand.number)}-{tag}"


def number_in_token(token: str) -> int | None:
    """The link a token claims to be; the claim is worth nothing until :func:`is_token_of`."""
    number, dash, tag = token.partition("-")
    if not dash or len(tag) != 22 or not 0 < len(number) <= 12 or any(letter not in DIGITS for letter in number):
        return None
    return int(number, 36)


def is_token_of(errand: Errand, token: str) -> bool:
    return hmac.compare_digest(token_of(errand).encode(), token.encode("utf8", "replace"))


def code_of(errand: Errand) -> str:
    """``K7QF-9M2P-4XTD-8RWA``. Raises ``ValueError`` beyond 2³⁰ links."""
    if errand.number >= 1 << 5 * NUMBER_LETTERS:
        raise ValueError(f"link {errand.number} does not fit a paper code")
    tag = int.from_bytes(_tag(errand, "paper")[:7], "big") >> 6
    letters = _base32(errand.number, NUMBER_LETTERS) + _base32(tag, TAG_LETTERS)
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def tidy_code(typed: str) -> str:
    """A code as typed (spaces, full-width letters, small letters, O for 0) as printed; "" when it cannot be one."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(LOOKS_LIKE)
    letters = "".join(letter for letter in plain if letter.isalnum())
    if len(letters) != NUMBER_LETTERS + TAG_LETTERS or any(letter not in ALPHABET for letter in letters):
        return ""
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def number_in_code(code: str) -> int:
    number = 0
    for letter in code.replace("-", "")[:NUMBER_LETTERS]:
        number = number * 32 + ALPHABET.index(letter)
    return number


def is_code_of(errand: Errand, code: str) -> bool:
    return hmac.compare_digest(code_of(errand), code)


def device_digest(secret: str) -> str:
    return hashlib.sha256(f"device:{secret}".encode()).hexdigest()


def _base36(number: int) -> str:
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits


def _base32(number: int, letters: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(letters)))
