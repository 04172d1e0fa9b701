"""What the worker and the clock call."""

from datetime import datetime

from procrastinate.contrib.django import app

from shouwei.core.acting import Actor, acting_as
from shouwei.core.clock import today

from .workflows.build_export import build_export
from .workflows.carry_on import TASK, expire, take_up_what_was_left


@app.task(name=TASK)
def build(pk: int, identity: int, role: str, organisation: int, person: int) -> None:
    """The worker acts as the person who asked, behind the same second wall."""
    with acting_as(Actor(role, organisation, identity, person)):
        build_export(pk, today=today())


def every_minute(now: datetime) -> None:
    take_up_what_was_left(now)
    expire(now)
