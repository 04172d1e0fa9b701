"""Entries as iCalendar text (RFC 5545; refresh hint of RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from .queries.feeds import Entry

REFRESH = timedelta(hours=6)


def as_ical(entries: Iterable[Entry], *, name: str, stamp: datetime, site: str) -> bytes:
    """``stamp`` does not move while the entries stay, so that the same calendar is the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Shouwei//Calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    host = urlsplit(site).hostname or "shouwei"
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@{host}")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("transp", "TRANSPARENT")
        address = site + entry.url
        event.add("url", address)
        event.add("description", "\n".join(filter(None, [entry.text, address])))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
