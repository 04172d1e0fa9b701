"""Save the text and the measures of a programme, unless somebody else has saved in the meantime."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import ProgrammeDraft, WorkProgramme
from ..rules.measures import written
from ..rules.programmes import may_edit
from .keep_programme_draft import ProgrammeWords


class EditedMeanwhile(Refused):
    """The programme was saved by somebody else since this person opened it."""


@transaction.atomic
def save_programme(
    programme: WorkProgramme, *, words: ProgrammeWords, edition: int, by: Identity, overrule: bool = False
) -> WorkProgramme:
    """``edition`` is the one that was on the writer's screen; an older one is refused with :class:`EditedMeanwhile`.

    ``overrule``: the writer has seen the other version and decided. It then becomes a draft of the person who saved
    it, so that both versions are kept.
    """
    programme = WorkProgramme.objects.select_for_update().get(pk=programme.pk)
    require(may_edit(state=programme.state))
    if edition != programme.edition:
        name = programme.saved_by.user.name if programme.saved_by else "其他人员"
        raise EditedMeanwhile(f"{name}在您编写期间保存了新的版本。两个版本都已保留，请对照后再保存。")
    rows = written(words.rows)
    if overrule:
        _set_aside(programme, by)
    if (words.text, rows) != (programme.text, programme.rows):
        programme.text, programme.rows, programme.saved_by = words.text, rows, by
        programme.edition += 1
        programme.save(update_fields=["text", "rows", "saved_by", "edition"])
        record(by=by, what="修改工作方案", on=programme)
    ProgrammeDraft.objects.filter(programme=programme, by=by).delete()
    return programme


def _set_aside(programme: WorkProgramme, by: Identity) -> None:
    """Keep the version about to be replaced; whoever saved it may have typed on since, and that is newer still."""
    if programme.saved_by is not None and programme.saved_by != by:
        ProgrammeDraft.objects.get_or_create(
            programme=programme,
            by=programme.saved_by,
            defaults={"edition": programme.edition, "text": programme.text, "rows": programme.rows},
        )
