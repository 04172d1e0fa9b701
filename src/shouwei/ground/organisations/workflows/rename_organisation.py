"""An organisation is called otherwise from a day on; the old name stays readable for the days before. Or that is taken back."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from shouwei.core.verdict import Refused, Verdict, require
from shouwei.ground.audit.workflows.record import Actor, record

from ..models import FormerName, Organisation
from ..rules.organisations import may_rename, may_undo


def rename_verdict(organisation: Organisation, *, name: str, since: date, today: date) -> Verdict:
    """What the page asks before it shows the preview."""
    last = organisation.former_names.first()
    return may_rename(
        old=organisation.name,
        new=name,
        taken=Organisation.objects.filter(name=name.strip()).exclude(pk=organisation.pk).exists(),
        until=since - timedelta(days=1),
        last_until=last.until if last else None,
        today=today,
    )


@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, name: str, short_name: str, since: date, source: str, by: Actor | None, today: date
) -> FormerName:
    """``since``: first day of the new name."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(rename_verdict(organisation, name=name, since=since, today=today))
    former = FormerName.objects.create(
        organisation=organisation,
        name=organisation.name,
        short_name=organisation.short_name,
        until=since - timedelta(days=1),
        source=source.strip(),
        recorded_on=today,
    )
    changes = {"name": [organisation.name, name.strip()]}
    organisation.name, organisation.short_name = name.strip(), short_name.strip()
    organisation.save(update_fields=["name", "short_name", "name_pinyin"])
    record(by=by, what="单位更名", on=organisation, why=source, changes=changes)
    return former


@transaction.atomic
def undo_rename(organisation: Organisation, *, by: Actor | None, today: date) -> Organisation:
    """The last renaming, within a week of its entry."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    last = organisation.former_names.first()
    if last is None:
        raise Refused("该单位没有更名记录，无可撤回。")
    require(may_undo(what="更名", recorded_on=last.recorded_on, is_last=True, today=today))
    if Organisation.objects.filter(name=last.name).exclude(pk=organisation.pk).exists():
        raise Refused(f"“{last.name}”已被其他单位使用，不能撤回更名。")
    changes = {"name": [organisation.name, last.name]}
    organisation.name, organisation.short_name = last.name, last.short_name
    organisation.save(update_fields=["name", "short_name", "name_pinyin"])
    last.delete()
    record(by=by, what="撤回更名", on=organisation, changes=changes)
    return organisation
