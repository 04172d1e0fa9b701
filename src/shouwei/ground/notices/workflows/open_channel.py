"""Set up a group robot of one's unit, or the group's SMS gateway."""

from __future__ import annotations

from django.db import transaction

from shouwei.core.occasions import OCCASIONS
from shouwei.core.verdict import require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.people.models import Identity

from ..models import Channel
from ..rules.sending import may_open_channel


@transaction.atomic
def open_channel(*, kind: str, name: str, address: str, secret: str, kinds: list[str], by: Identity) -> Channel:
    """Whoever sets it up does so for the own organisation. Address and secret are kept encrypted and shown no more."""
    Organisation.objects.select_for_update().get(pk=by.organisation_id)
    running = Channel.objects.filter(organisation_id=by.organisation_id, stopped_at=None).count()
    is_robot = kind != Channel.Kind.SMS
    address = address.strip()
    require(
        may_open_channel(name=name, address=address, is_robot=is_robot, kinds=kinds, known=OCCASIONS, running=running)
    )
    channel = Channel.objects.create(
        kind=kind,
        name=name.strip(),
        organisation_id=by.organisation_id,
        address=address,
        secret=secret.strip(),
        kinds=kinds if is_robot else [],
        made_by=by,
    )
    record(by=by, what="开启消息渠道", on=channel, changes={"消息": [[], channel.kinds]})
    return channel
