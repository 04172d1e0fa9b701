"""One organisation goes into another on a day. Its own rows stay as they are: memberships, identities, duties can still be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from shouwei.core.verdict import Refused, Verdict, require
from shouwei.ground.audit.workflows.record import Actor, record

from ..models import Membership, Merger, Organisation
from ..rules.organisations import may_merge, may_undo


@dataclass(frozen=True, slots=True)
class Effects:
    """What a merger will do and what it leaves alone, for the page that asks first."""

    verdict: Verdict
    ends: Membership | None
    """The open membership of the absorbed, which ends the day before."""
    successor_is_member: bool
    units: int
    """Organisations below the absorbed; they stay where they are."""
    located: int
    contacts: int
    facts: int


def effects_of(absorbed: Organisation, successor: Organisation, *, on: date, today: date) -> Effects:
    open_membership = absorbed.memberships.filter(until=None).first()
    return Effects(
        verdict=may_merge(
            absorbed=absorbed.name,
            same=absorbed.pk == successor.pk,
            kinds=(absorbed.kind, successor.kind),
            gone=_gone(absorbed),
            successor_gone=_gone(successor),
            on=on,
            today=today,
            since=open_membership.since if open_membership else None,
        ),
        ends=open_membership,
        successor_is_member=successor.memberships.filter(until=None).exists(),
        units=absorbed.units.count(),
        located=absorbed.located.count(),
        contacts=absorbed.contacts.count(),
        facts=absorbed.facts.count(),
    )


def _gone(organisation: Organisation) -> bool:
    return organisation.merged_into_id is not None or organisation.closed_on is not None


@transaction.atomic
def merge_organisations(
    absorbed: Organisation, successor: Organisation, *, on: date, source: str, by: Actor | None, today: date
) -> Merger:
    """Refused when the successor is gone itself, so that no circle can arise."""
    pair = {
        one.pk: one
        for one in Organisation.objects.select_for_update().filter(pk__in=[absorbed.pk, successor.pk]).order_by("pk")
    }
    absorbed, successor = pair[absorbed.pk], pair[successor.pk]
    effects = effects_of(absorbed, successor, on=on, today=today)
    require(effects.verdict)
    if effects.ends is not None:
        effects.ends.until = on - timedelta(days=1)
        effects.ends.save(update_fields=["until"])
    absorbed.merged_into, absorbed.merged_on = successor, on
    absorbed.save(update_fields=["merged_into", "merged_on", "name_pinyin"])
    merger = Merger.objects.create(
        absorbed=absorbed, successor=successor, on=on, source=source.strip(), ended=effects.ends, recorded_on=today
    )
    record(by=by, what=f"并入{successor}"[:60], on=absorbed, about=successor, why=source)
    return merger


@transaction.atomic
def undo_merger(absorbed: Organisation, *, by: Actor | None, today: date) -> Organisation:
    """Within a week of its entry: the organisation stands alone again, the membership that ended is open again."""
    absorbed = Organisation.objects.select_for_update().get(pk=absorbed.pk)
    merger = absorbed.mergers.filter(undone_on=None).select_related("ended", "successor").first()
    if merger is None:
        raise Refused("该单位没有并入其他单位，无可撤回。")
    joined_again = absorbed.memberships.filter(until=None).exists()
    require(
        may_undo(
            what="并入",
            recorded_on=merger.recorded_on,
            is_last=not joined_again,
            today=today,
            handed_over=merger.moved is not None,
        )
    )
    if merger.ended is not None:
        merger.ended.until = None
        merger.ended.save(update_fields=["until"])
    absorbed.merged_into, absorbed.merged_on = None, None
    absorbed.save(update_fields=["merged_into", "merged_on", "name_pinyin"])
    merger.undone_on = today
    merger.save(update_fields=["undone_on"])
    record(by=by, what="撤回并入", on=absorbed, about=merger.successor)
    return absorbed
