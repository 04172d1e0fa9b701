"""Keep a file that has passed the gate: the bytes first, the row that names them second."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import tempfile
from pathlib import Path

from django.conf import settings

from shouwei.ground.people.models import Identity

from ..models import StoredFile

LONGEST_NAME = 200  # characters


def keep_file(name: str, data: bytes, *, by: Identity | None) -> StoredFile:
    """Store ``data`` once, whatever it is called, and return the row that stands for this upload.

    Raises :class:`~shouwei.core.verdict.Refused` with the gate's sentence for a file that may not come in. The bytes are
    on disk before the row can commit; when the transaction fails, bytes without a row are left, which harms nobody.
    """
    media_type = _pass_gate(name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    _write_once(path_of(sha256), data)
    return StoredFile.objects.create(
        sha256=sha256, name=_file_name(name), media_type=media_type, size=len(data), uploaded_by=by
    )


def path_of(sha256: str) -> Path:
    """Where bytes of this digest lie."""
    return Path(settings.FILES) / sha256[:2] / sha256


def _pass_gate(name: str, data: bytes) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _file_name(name: str) -> str:
    """The last part of the name, shortened in the middle so that the ending stays."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem, ending = os.path.splitext(plain)
    return stem[: LONGEST_NAME - len(ending)] + ending


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
