"""What the worker and the clock call."""

from datetime import datetime

from procrastinate.contrib.django import app

from shouwei.core.acting import Actor, acting_as
from shouwei.core.clock import today

from .workflows.carry_on import TASK, carry_on, take_up_what_was_left
from .workflows.forget_files import forget_files


@app.task(name=TASK)
def work_on(pk: int, identity: int, role: str, organisation: int, person: int) -> None:
    """The worker acts as the person who handed the file in, behind the same second wall."""
    with acting_as(Actor(role, organisation, identity, person)):
        carry_on(pk, today=today())


def every_minute(now: datetime) -> None:
    take_up_what_was_left()
    if now.minute == 17:
        forget_files(now)
