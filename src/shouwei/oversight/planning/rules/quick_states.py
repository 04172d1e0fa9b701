"""The state of a duty without its sentence: the same answer as ``states.light_of`` at a tenth of the price.

A page that counts a thousand duties needs no thousand sentences. A property test holds the two together.
"""

from __future__ import annotations

from datetime import date

from .states import SILENCE, SOON, START_GRACE, TOLERANCE, State, elapsed


def state_of(
    since: date,
    due_on: date | None,
    percent: int,
    last_reported_on: date | None,
    completion_asked_on: date | None,
    completed_on: date | None,
    stopped_on: date | None,
    *,
    today: date,
    long_term: bool,
    has_goal: bool,
    supervised_from: date | None,
    last_year: int | None,
) -> State:
    """Arguments in the order of :class:`states.Facts`, positional because a list calls this a thousand times."""
    if stopped_on is not None:
        return State.STOPPED
    if completed_on is not None:
        return State.DONE
    if completion_asked_on is not None:
        return State.IN_REVIEW
    if long_term and last_year is not None and today.year > last_year:
        return State.NOT_STARTED if last_reported_on is None else State.NORMAL
    if long_term and not has_goal:
        return State.OVERDUE
    if long_term or due_on is None:
        begun = since if supervised_from is None else max(since, supervised_from)
        return _by_silence(begun, last_reported_on, today)
    if supervised_from is not None and due_on < supervised_from:
        return State.NOT_STARTED
    if today > due_on:
        return State.OVERDUE
    begun = last_reported_on is not None
    if percent + TOLERANCE < elapsed(since, due_on, today) and (begun or (today - since).days > START_GRACE):
        return State.BEHIND
    if (due_on - today).days <= SOON:
        return State.DUE_SOON
    return State.NORMAL if begun else State.NOT_STARTED


def _by_silence(begun: date, last_reported_on: date | None, today: date) -> State:
    if (today - (last_reported_on or begun)).days > SILENCE:
        return State.BEHIND
    return State.NORMAL if last_reported_on is not None else State.NOT_STARTED
