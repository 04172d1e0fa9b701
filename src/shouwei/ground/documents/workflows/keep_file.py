"""Keep a file that has passed the gate: the bytes first, the row that names them second."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from shouwei.core.verdict import Refused, Verdict
from shouwei.ground.people.models import Identity

from ..models import StoredFile
from ..rules.uploads import check_upload


def keep_file(name: str, data: bytes, *, by: Identity | None) -> StoredFile:
    """Store ``data`` once, whatever it is called, and return the row that stands for this upload.

    Raises ``Refused`` with the gate's sentence for a file that may not come in. What is kept is what the gate lets
    through: photographs lose what they tell in secret, so size and digest may differ from what was handed in. The bytes are
    on disk before the row can commit; when the transaction fails, bytes without a row are left, which harms nobody.
    """
    judged = check_upload(name, data)
    if isinstance(judged, Verdict):
        raise Refused(judged.reason)
    sha256 = hashlib.sha256(judged.data).hexdigest()
    _write_once(path_of(sha256), judged.data)
    kept = StoredFile.objects.create(
        sha256=sha256,
        name=judged.safe_name,
        media_type=judged.media_type,
        size=len(judged.data),
        uploaded_by=by,
    )
    kept.gate_notes = judged.notes
    return kept


def path_of(sha256: str) -> Path:
    """Where bytes of this digest lie."""
    return Path(settings.FILES) / sha256[:2] / sha256


def _write_once(path: Path, data: bytes) -> None:
    """All of the bytes under their final name, or nothing; safe when two upload the same file at the same moment."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _settle(path.parent)
    _settle(path.parent.parent)


def _settle(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
