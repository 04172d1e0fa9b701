"""What stands in the calendar of an identity: its deadlines and the meetings it may see, through the keys of planning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Q

from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Decision, Duty, Meeting, SupervisionNotice, Task
from shouwei.oversight.planning.permissions import KEYS

from ..models import Feed
from ..rules.feeds import DAYS_BACK, digest_of

MOST = 2000  # entries of a kind


@dataclass(frozen=True, slots=True)
class Entry:
    """One whole-day event. ``uid`` stays the same when the day moves, so that calendars move it too."""

    uid: str
    day: date
    title: str
    text: str
    url: str


def feed_of(secret: str, today: date) -> Feed | None:
    """The feed of this address if it has not been revoked and its identity is in force."""
    feeds = Feed.objects.select_related("identity__user", "identity__organisation")
    return feeds.filter(digest=digest_of(secret), revoked_at=None, identity__in=Identity.objects.on(today)).first()


def entries_of(identity: Identity, today: date) -> list[Entry]:
    """By day. Five queries, whatever stands in it."""
    since = today - timedelta(days=DAYS_BACK)
    kinds = (_duties, _tasks, _notices, _decisions, _meetings)
    found = chain.from_iterable(kind(identity, since) for kind in kinds)
    return sorted(found, key=lambda entry: (entry.day, entry.uid))


def _duties(identity: Identity, since: date) -> Iterator[Entry]:
    """A unit's own duties; whoever leads or supervises sees tasks instead, one line for all members."""
    if not KEYS.holds(identity, "write_report"):
        return
    rows = Duty.objects.filter(due_on__gte=since, completed_on=None, stopped_on=None).select_related("task")
    for duty in KEYS.within(identity, "write_report", rows)[:MOST]:
        assert duty.due_on is not None
        text = duty.task.text
        yield Entry(
            f"duty-{duty.pk}", duty.due_on, f"截止：任务{duty.task.number} {text[:40]}", text, duty.get_absolute_url()
        )


def _tasks(identity: Identity, since: date) -> Iterator[Entry]:
    if not KEYS.holds(identity, "set_goal"):
        return
    rows = Task.objects.filter(due_on__gte=since, stopped_on=None, plan__closed_on=None)
    for task in KEYS.within(identity, "set_goal", rows)[:MOST]:
        assert task.due_on is not None
        title = f"截止：任务{task.number} {task.text[:40]}"
        yield Entry(f"task-{task.pk}", task.due_on, title, task.text, task.get_absolute_url())


def _notices(identity: Identity, since: date) -> Iterator[Entry]:
    if not KEYS.holds(identity, "sign_notice"):
        return
    rows = SupervisionNotice.objects.filter(reply_due_on__gte=since, state__in=["sent", "signed"])
    for notice in KEYS.within(identity, "sign_notice", rows)[:MOST]:
        assert notice.reply_due_on is not None
        url = notice.get_absolute_url()
        yield Entry(f"notice-{notice.pk}", notice.reply_due_on, f"回复{notice.number}", notice.reason, url)


def _decisions(identity: Identity, since: date) -> Iterator[Entry]:
    rows = Decision.objects.filter(Q(organisation=identity.organisation_id), due_on__gte=since, done_on=None)
    for decision in KEYS.within(identity, "view_decision", rows)[:MOST]:
        title = f"议定事项：{decision.text[:40]}"
        yield Entry(f"decision-{decision.pk}", decision.due_on, title, decision.text, decision.get_absolute_url())


def _meetings(identity: Identity, since: date) -> Iterator[Entry]:
    rows = Meeting.objects.filter(held_on__gte=since)
    for meeting in KEYS.within(identity, "view_meeting", rows)[:MOST]:
        place = f"地点：{meeting.place}" if meeting.place else ""
        yield Entry(f"meeting-{meeting.pk}", meeting.held_on, str(meeting), place, meeting.get_absolute_url())
