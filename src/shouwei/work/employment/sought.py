"""Where graduates went and what was asked about it, as the search box finds them."""

from django.db.models import Value

from shouwei.core.finding import Findable, register, together

from .models import Destination, Question, Sample
from .permissions import KEYS

DESTINATIONS = register(
    Findable(
        "就业单位",
        Destination,
        keys=KEYS,
        action="view_destinations",
        label="employer_name",
        detail=together("cohort", Value("届 "), "post"),
        organisation="school__name",
        state="state",
        states=dict(Destination.State.choices),
        url="employment:destination",
        unit=lambda identity: identity.organisation_id,
    )
)
QUESTIONS = register(
    Findable(
        "核查问题",
        Question,
        keys=KEYS,
        action="view_questions",
        label="text",
        detail="subject",
        organisation="school__name",
        state="outcome",
        states=dict(Question.Outcome.choices),
        due="due_on",
        url="employment:questions",
        target=None,
        unit=lambda identity: identity.organisation_id,
        order=6,
    )
)
SAMPLES = register(
    Findable(
        "抽样核查",
        Sample,
        keys=KEYS,
        action="view_samples",
        label="title",
        detail=together("cohort", Value("届，抽取"), "size", Value("人")),
        url="employment:sample",
        order=6,
    )
)
