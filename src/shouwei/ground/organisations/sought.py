"""Organisations, their former names and whom to call there, as the search box finds them."""

from django.db.models import Case, CharField, Value, When

from shouwei.core.finding import Findable, register, together

from .models import Contact, FormerName, Organisation
from .permissions import KEYS

PAGE = "organisations:organisation"
STANDING = Case(
    When(merged_into__isnull=False, then=Value("已并入")),
    When(closed_on__isnull=False, then=Value("已撤销")),
    default=Value(""),
    output_field=CharField(),
)

ORGANISATIONS = register(
    Findable(
        "单位",
        Organisation,
        keys=KEYS,
        action="view_organisations",
        label="name",
        detail="kind",
        details=dict(Organisation.Kind.choices),
        organisation="place__name",
        state=STANDING,
        url=PAGE,
        order=2,
    )
)
FORMER_NAMES = register(
    Findable(
        "原名称",
        FormerName,
        within=lambda identity, rows: rows.filter(
            organisation__in=KEYS.within(identity, "view_organisations", Organisation.objects.all())
        ),
        label="name",
        detail=together(Value("现为"), "organisation__name"),
        url=PAGE,
        target="organisation_id",
        order=6,
    )
)
CONTACTS = register(
    Findable(
        "联系人",
        Contact,
        within=lambda identity, rows: rows.filter(
            organisation__in=KEYS.within(identity, "view_contacts", Organisation.objects.all())
        ),
        label="post",
        detail="name",
        organisation="organisation__name",
        url=PAGE,
        target="organisation_id",
        order=6,
    )
)
