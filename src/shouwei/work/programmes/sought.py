"""Programmes, lead industries and the links of their chains, as the search box finds them."""

from django.db.models import Value

from shouwei.core.finding import Findable, register, together
from shouwei.ground.learners.models import Level

from .models import Category, LeadIndustry, Programme, Segment
from .permissions import KEYS

PROGRAMMES = register(
    Findable(
        "专业点",
        Programme,
        keys=KEYS,
        action="view_programmes",
        label=together("specialty_code", Value(" "), "specialty_name"),
        detail="level",
        details=dict(Level.choices),
        organisation="school__name",
        url="programmes:programme",
        order=3,
    )
)
INDUSTRIES = register(
    Findable(
        "首位产业",
        LeadIndustry,
        keys=KEYS,
        action="view_industries",
        label="name",
        detail="source",
        organisation="area__name",
        url="programmes:industries",
        target=None,
        order=3,
    )
)
SEGMENTS = register(
    Findable(
        "产业链环节",
        Segment,
        within=lambda identity, rows: rows.filter(
            industry__in=KEYS.within(identity, "view_industries", LeadIndustry.objects.all())
        ),
        label="name",
        detail="industry__name",
        organisation="industry__area__name",
        url="programmes:industries",
        target=None,
    )
)
CATEGORIES = register(
    Findable(
        "专业分类",
        Category,
        keys=KEYS,
        action="view_programmes",
        label="name",
        detail="scheme",
        details=dict(Category.Scheme.choices),
        url="programmes:taxonomies",
        target=None,
        order=6,
    )
)
