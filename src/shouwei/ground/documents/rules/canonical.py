"""One text for one JSON value, so that its digest means the same everywhere.

Source: the idea of RFC 8785 (sorted keys, no blanks, UTF-8), applied to what a JSON column of PostgreSQL gives back.
"""

import json
from hashlib import sha256
from typing import Any


def canonical(value: Any) -> str:
    """Sorted keys, no blanks, characters as they are. ``ValueError`` for NaN and infinity, which JSON does not know."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, 64 hexadecimal digits."""
    return sha256(canonical(value).encode()).hexdigest()
