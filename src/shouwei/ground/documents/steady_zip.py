"""Zip archives that are the same bytes for the same contents: fixed times, fixed attributes, UTF-8 names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date

EARLIEST = date(1980, 1, 1)
"""The first day a zip archive can hold."""


def steady_zip(members: Iterable[tuple[str, bytes]], *, on: date = EARLIEST) -> bytes:
    """An archive of ``members`` in their order, all dated midnight of ``on`` and readable by everyone (mode 644)."""
    buffer = io.BytesIO()
    moment = max(on, EARLIEST)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in members:
            member = zipfile.ZipInfo(name, (moment.year, moment.month, moment.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o100644 << 16
            archive.writestr(member, data)
    return buffer.getvalue()


def repacked(data: bytes) -> bytes:
    """An archive with the same members in the same order, dated ``EARLIEST``. Only for archives we have just written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return steady_zip((name, archive.read(name)) for name in archive.namelist())
