"""Keep what one person has typed into a programme, apart from what is saved; nobody is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from shouwei.core.verdict import require
from shouwei.ground.people.models import Identity

from ..models import ProgrammeDraft, WorkProgramme
from ..rules.measures import Row, written
from ..rules.programmes import may_edit


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """The text of a programme or a part, and its table of measures as typed."""

    text: str
    rows: Sequence[Row]


@transaction.atomic
def keep_programme_draft(programme: WorkProgramme, *, words: ProgrammeWords, edition: int, by: Identity) -> None:
    """``edition``: the edition of the programme the person had before them, which may have been overtaken since."""
    programme = WorkProgramme.objects.select_for_update().get(pk=programme.pk)
    require(may_edit(state=programme.state))
    ProgrammeDraft.objects.update_or_create(
        programme=programme,
        by=by,
        defaults={"edition": edition, "text": words.text, "rows": written(words.rows)},
    )
