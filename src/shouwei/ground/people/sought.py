"""People with an account, as the search box finds them."""

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When

from shouwei.core.finding import Findable, register

from .models import Identity, User
from .permissions import KEYS

HELD = Identity.objects.filter(user=OuterRef("pk")).order_by("until", "-since", "-pk").values("organisation__name")[:1]

PEOPLE = register(
    Findable(
        "人员",
        User,
        keys=KEYS,
        action="view_people",
        label="name",
        detail="username",
        organisation=Subquery(HELD),
        state=Case(When(is_active=True, then=Value("")), default=Value("已停用"), output_field=CharField()),
        url="people:person",
        order=3,
    )
)
