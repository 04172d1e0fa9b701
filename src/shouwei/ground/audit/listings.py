"""The trail as it can be taken along."""

from django.urls import reverse
from django.utils import timezone

from shouwei.core.listings import Listing, Out, register

from .models import Event
from .permissions import KEYS
from .queries.finding import TrailFilter

TRAIL = register(
    Listing(
        name="audit.trail",
        title="操作记录",
        columns=(
            Out("时间", lambda row: timezone.localtime(row.at).replace(tzinfo=None), width=20),
            Out("人员", lambda row: row.by_label, width=30),
            Out("操作", lambda row: row.what, width=18),
            Out("对象", lambda row: row.on_label, width=40),
            Out("原因或说明", lambda row: row.why, width=60),
        ),
        rows=lambda asked: TrailFilter(asked.query).applied_to(
            KEYS.within(asked.identity, "view_trail", Event.objects.all())
        ),
        opens=lambda identity: KEYS.holds(identity, "view_trail"),
        filters=lambda asked: TrailFilter(asked.query).in_words(),
        url=lambda asked: reverse("audit:trail"),
    )
)
