"""A table becomes a draft edition: everything in it can be looked at, nothing counts yet."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Code, Edition
from ..rules.editions import About, may_import
from ..rules.tables import Draft, Row, counted
from ..rules.totals import differences, totals_for
from .publish_edition import discard_edition

AT_ONCE = 1_000


@transaction.atomic
def import_edition(
    draft: Draft, about: About, *, checksum: str, base: Edition | None = None, by: Identity | None
) -> Edition:
    """Store the draft with its counts, its differences from the published totals and its problems.

    With ``base`` the table is a supplement: the codes of that edition are taken over whole, and those of the table are added
    or put in their place, so that every edition can be read alone.  A draft of that name gives way; a published edition refuses.
    """
    same = Edition.objects.filter(catalogue=about.catalogue, name=about.name.strip())
    taken = same.filter(state=Edition.State.PUBLISHED).exists()
    require(may_import(name=about.name, source=about.source, taken=taken))
    for earlier in same:  # a draft put right and uploaded again
        discard_edition(earlier, by=by)
    rows = list(draft.rows)
    if base is not None:
        known = {row.code for row in rows}
        rows = [*_rows_of(base, known), *rows]
    counts = counted(rows)
    edition = Edition.objects.create(
        catalogue=about.catalogue,
        name=about.name.strip(),
        source=about.source.strip(),
        issued_on=about.issued_on,
        used_from=about.used_from,
        note=about.note.strip(),
        base=base,
        checksum=checksum,
        counts=counts,
        differences=differences(totals_for(about.catalogue, about.name), counts),
        notes=draft.notes,
        problems=[[problem.line, problem.text] for problem in draft.problems],
        imported_by=by,
    )
    write_codes(edition, rows)
    record(by=by, what="导入目录（待发布）", on=edition, why=edition.source)
    return edition


def _rows_of(base: Edition, but: set[str]) -> list[Row]:
    return [
        Row(row.code, row.name, row.level, row.parent, row.mark)
        for row in base.codes.exclude(code__in=but).defer("pieces")
    ]


def write_codes(edition: Edition, rows: Sequence[Row]) -> None:
    Code.objects.bulk_create(
        [
            Code.made(edition=edition, code=row.code, name=row.name, level=row.level, parent=row.parent, mark=row.mark)
            for row in rows
        ],
        batch_size=AT_ONCE,
    )
