"""Lines of an intake, as the search box finds them."""

from django.db.models import Value

from shouwei.core.finding import Findable, register, together
from shouwei.ground.learners.models import Source

from .models import Intake
from .permissions import KEYS

INTAKES = register(
    Findable(
        "招生",
        Intake,
        keys=KEYS,
        action="view_intake",
        label=together("year", Value("年 "), "specialty_name"),
        detail="category",
        details=dict(Source.choices),
        organisation="school__name",
        url="admissions:intake",
        target=None,
        parameters=lambda row_label, typed: {"year": row_label[:4], "find": typed},
        unit=lambda identity: identity.organisation_id,
        order=6,
    )
)
