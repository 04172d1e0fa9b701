"""Exports by their title, as the search box finds them."""

from shouwei.core.finding import Findable, register

from .models import Export
from .permissions import KEYS

EXPORTS = register(
    Findable(
        "导出",
        Export,
        keys=KEYS,
        action="view_export",
        label="title",
        detail="format",
        organisation="asked_by__organisation__name",
        state="state",
        states=dict(Export.State.choices),
        url="exports:export",
        order=8,
    )
)
