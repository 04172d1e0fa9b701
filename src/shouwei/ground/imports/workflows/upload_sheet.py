"""Take a file of a noun in; whether it can be read is found out by the work that follows."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from pathlib import PurePath

from django.db import transaction

from shouwei.core.sheets import Sheet
from shouwei.core.verdict import Refused
from shouwei.ground.documents.reading.container import LARGEST_FILE
from shouwei.ground.documents.rules.names import safe_name
from shouwei.ground.people.models import Identity

from ..models import Import, ImportFile, ImportProgress
from .reading import refuse_at_the_gate

MACROS = (".xlsm", ".xltm", ".xlsb", ".xlam")


@transaction.atomic
def upload_sheet(sheet: Sheet, *, name: str, data: bytes, by: Identity) -> Import:
    """The file is kept encrypted until it has been imported for a day, or given up. Raises ``Refused``."""
    if not data:
        raise Refused("文件是空的（0字节）。请确认已经保存，再重新上传。")
    if len(data) > LARGEST_FILE:
        most = LARGEST_FILE // 1048576
        raise Refused(f"文件有{len(data) / 1048576:.1f}兆，超过{most}兆的上限。请拆成几个文件后分别上传。")
    if PurePath(name).suffix.lower() in MACROS:
        raise Refused("文件是启用宏或二进制的格式。请用Excel或WPS打开，另存为.xlsx后重新上传。")
    refuse_at_the_gate(data)
    batch = Import.objects.create(
        noun=sheet.noun,
        title=sheet.title,
        file_name=safe_name(name),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        uploaded_by=by,
    )
    ImportFile.objects.create(batch=batch, content=b64encode(data).decode())
    ImportProgress.objects.create(batch=batch)
    return batch
