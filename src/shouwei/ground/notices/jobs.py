"""What the clock calls here."""

from datetime import datetime

from .workflows.deliver import deliver
from .workflows.forget import forget
from .workflows.plan_digests import plan_digests
from .workflows.plan_dispatches import plan_dispatches
from .workflows.settle import settle

LOOKED_AT_EVERY = 10  # minutes
FORGETTING = (4, 0)
"""Hour and minute; a day that is missed is made up the next."""


def every_minute(local_now: datetime) -> None:
    """Plans only; nothing is sent here, so no foreign server holds the clock."""
    if (local_now.hour, local_now.minute) == FORGETTING:
        forget(local_now)
    if local_now.minute % LOOKED_AT_EVERY == 0:
        settle(local_now)
    plan_dispatches(local_now)
    plan_digests(local_now)


def push(now: datetime) -> None:
    """Apart from the tick."""
    deliver(now)
