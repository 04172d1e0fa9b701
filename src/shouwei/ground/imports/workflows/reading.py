"""Read an import's file as rows of its noun, and tell new, changed and unchanged rows apart. Writes nothing."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from shouwei.core.sheets import Context, Fault, Row, Rows, Sheet
from shouwei.core.sheets.assembly import Assembled, assemble, keys_of
from shouwei.core.sheets.layout import known_headings
from shouwei.core.verdict import Refused
from shouwei.ground.documents.reading.document import Unreadable
from shouwei.ground.documents.reading.sheet_child import read_sheet_in_child
from shouwei.ground.documents.rules.upload_fault import EICAR, INFECTED
from shouwei.ground.documents.rules.upload_fault import Fault as FileFault
from shouwei.ground.documents.rules.upload_office import look_at_ole

from ..models import Import, ImportFile
from ..rules.values import same

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_YOURS = "已有这一行，但它不属于您可以修改的范围。请核对，或请所属单位导入。"
Progress = Callable[[str, int, int], None]
"""Phase, rows done, rows in all; may raise to stop the work."""


@dataclass
class Sorted:
    """``fates``: a letter per row of ``found.rows`` (n, c, u); ``before``: former values of the changed ones, in order."""

    about: dict[str, Any]
    found: Assembled
    fates: str
    before: list[Row]

    def picked(self, fates: str) -> list[Row]:
        return [row for row, fate in zip(self.found.rows, self.fates, strict=True) if fate in fates]

    @property
    def fates_of_all(self) -> str:
        """A letter per row that holds anything, in the order of the file: refused ones, too (r)."""
        fates = dict(zip(self.found.numbers, self.fates, strict=True))
        return "".join(fates.get(number, "r") for number in numbers_of(self.found))

    def rows(self, fates: str) -> Rows:
        return Rows(self.found.names, self.picked(fates))


def contents_of(batch: Import) -> bytes:
    """Raises ``Refused`` when the file is no longer kept."""
    file = ImportFile.objects.filter(batch=batch).first()
    if file is None:
        raise Refused("文件已按保存期限删除。请重新上传。")
    return b64decode(file.content.open())


def refuse_at_the_gate(data: bytes) -> None:
    """What needs no child to be refused."""
    if EICAR in data:
        raise Refused(f"文件{INFECTED.reason}。请{INFECTED.remedy}。")
    if data.startswith(OLE) and isinstance(fault := look_at_ole(data), FileFault):
        raise Refused(f"文件{fault.reason}。请{fault.remedy}。")


def read_rows(
    sheet: Sheet, data: bytes, name: str, context: Context, progress: Progress
) -> tuple[dict[str, Any], Assembled]:
    """What the reader says of the file, and its rows. Raises ``Refused`` when it cannot be read."""
    refuse_at_the_gate(data)
    known = tuple(known_headings(sheet.columns))
    try:
        with closing(read_sheet_in_child(data, name, known)) as pieces:
            about = next(pieces)
            total = about["rows"]
            found = assemble(sheet, about, pieces, context, lambda rows: progress("读取", rows, total))
    except Unreadable as refusal:
        raise Refused(str(refusal)) from refusal
    if found.layout.refusal:
        raise Refused(found.layout.refusal)
    return about, found


def sort_rows(sheet: Sheet, about: dict[str, Any], found: Assembled, context: Context) -> Sorted:
    """Compare with what is there. Rows of others are refused."""
    keys = keys_of(sheet, found.names, found.rows)
    current = sheet.store.current(keys, found.names, context)
    if not current:
        return Sorted(about, found, "n" * len(keys), [])
    foreign = set(sheet.store.out_of_reach(list(current), context))
    if foreign:
        found.refuse(Fault(place, sheet.key[0], NOT_YOURS) for place, key in enumerate(keys) if key in foreign)
        keys = keys_of(sheet, found.names, found.rows)
    fates, before = [], []
    for key, row in zip(keys, found.rows, strict=True):
        former = current.get(key)
        if former is None:
            fates.append("n")
        elif same(former, row):
            fates.append("u")
        else:
            fates.append("c")
            before.append(former)
    return Sorted(about, found, "".join(fates), before)


def numbers_of(found: Assembled) -> list[int]:
    """Where the rows stand in Excel, good and refused: the same whenever the file is read."""
    return sorted([*found.numbers, *found.refused])


def former(sorted_: Sorted) -> Sequence[tuple[Row, Row]]:
    """Changed rows as (before, after)."""
    return list(zip(sorted_.before, sorted_.picked("c"), strict=True))
