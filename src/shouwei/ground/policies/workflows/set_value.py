"""Decide the value of a setting from a day on; earlier versions stay, so that what was done under them can be explained."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from shouwei.core.verdict import no, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Version
from ..queries import value_of
from ..rules.settings import SETTINGS, Value, may_set

ONE_AT_A_TIME = 0x5E770001  # any number, the same everywhere


@transaction.atomic
def set_value(name: str, value: Value, *, since: date, why: str, by: Identity, today: date) -> Version:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if name not in SETTINGS:
        require(no("没有这项设置。"))
    if isinstance(value, str):
        value = value.strip()
    before = value_of(name, since)
    require(may_set(name, value, why=why, since=since, today=today, now=before))
    version = Version.objects.create(name=name, value=value, since=since, why=why.strip(), set_by=by)
    label = SETTINGS[name].label
    record(by=by, what=f"调整设置：{label}", on=version, why=version.why, changes={label: [before, value]})
    return version
