"""Read a kept file and make sure that it is what was kept."""

from __future__ import annotations

import hashlib

from shouwei.core.clock import now
from shouwei.core.verdict import Refused

from ..models import Damage, StoredFile
from .keep_file import path_of


def read_whole(file: StoredFile) -> bytes:
    """The bytes. ``Refused`` with a sentence when they are missing or no longer have their digest; the health page then shows it."""
    path = path_of(file.sha256)
    data = path.read_bytes() if path.is_file() else None
    if data is not None and hashlib.sha256(data).hexdigest() == file.sha256:
        Damage.objects.filter(sha256=file.sha256).delete()
        return data
    Damage.objects.get_or_create(sha256=file.sha256, defaults={"found_at": now()})
    what = "已经不在存储中" if data is None else "与上传时的校验值不一致，可能已损坏或被改动"
    raise Refused(f"“{file.name}”{what}，不能提供。请联系管理员从备份中恢复，或由上传单位重新上传。")
