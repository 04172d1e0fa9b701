"""Put a new edition in the place of a file. The old one stays readable, with who replaced it, when and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import YES, no, require
from shouwei.ground.people.models import Identity

from ..models import Edition, StoredFile
from .keep_file import keep_file


@transaction.atomic
def replace_file(old: StoredFile, name: str, data: bytes, *, why: str, by: Identity, now: datetime) -> StoredFile:
    """The file that stands now. What else cites ``old`` goes on citing it: only the caller points to the new one.

    Raises ``Refused`` for what the gate refuses, for the very same bytes and without a reason.
    """
    require(YES if why.strip() else no("请填写替换原因，例如“补盖公章”。"))
    new = keep_file(name, data, by=by)
    require(no(f"新文件与“{old.name}”的内容完全相同，没有替换。") if new.sha256 == old.sha256 else YES)
    before = list(old.editions.all())
    for edition in before:
        edition.pk, edition.newest = None, new
    replaced = Edition(
        old=old, newest=new, number=len(before) + 1, why=why.strip()[:300], replaced_at=now, replaced_by=by
    )
    Edition.objects.bulk_create([*before, replaced])
    return new
