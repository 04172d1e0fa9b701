"""The holiday table of a year, as it can be taken along."""

from django.urls import reverse

from shouwei.core.listings import Listing, Out, register

from .models import Holiday
from .pages.holidays import year_wanted
from .permissions import KEYS

HOLIDAYS = register(
    Listing(
        name="calendar.holidays",
        title="节假日",
        columns=(
            Out("日期", lambda row: row.day, width=16),
            Out("名称", lambda row: row.name, width=16),
            Out("休或班", lambda row: "班" if row.is_worked else "休"),
            Out("依据", lambda row: row.source, width=30),
        ),
        rows=lambda asked: Holiday.objects.filter(day__year=year_wanted(asked.query)),
        opens=lambda identity: KEYS.holds(identity, "view_holidays"),
        filters=lambda asked: [f"{year_wanted(asked.query)}年"],
        url=lambda asked: reverse("calendar:holidays"),
    )
)
