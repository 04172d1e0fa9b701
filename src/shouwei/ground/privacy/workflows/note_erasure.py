"""Who was erased, by number, in a file beside the database: a backup made before brings the person back, and a restore must not.

``trail/erased.txt``: moment, model, number. A number says nothing once the row is blank.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from shouwei.core.clock import now

FILE = "trail/erased.txt"


def note_erasure(label: str, numbers: list[int]) -> None:
    file = settings.DATA / FILE
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    at = now().isoformat()
    with open(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="utf8") as stream:
        stream.writelines(f"{at} {label} {number}\n" for number in numbers)
        stream.flush()
        os.fsync(stream.fileno())


def erased_since(moment: datetime) -> Iterator[tuple[str, int]]:
    """Model and number of those erased after ``moment``."""
    file = settings.DATA / FILE
    if file.exists():
        for line in file.read_text(encoding="utf8").splitlines():
            at, label, number = line.split()
            if datetime.fromisoformat(at) >= moment:
                yield label, int(number)
