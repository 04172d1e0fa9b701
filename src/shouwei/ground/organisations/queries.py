"""Members of the group on a day."""

from datetime import date

from django.db.models import QuerySet

from .models import Membership, Organisation

MEMBER_KINDS = (Organisation.Kind.SCHOOL, Organisation.Kind.ENTERPRISE)


def members_on(day: date) -> QuerySet[Organisation]:
    """Schools and enterprises that belong to the group on ``day``."""
    return Organisation.objects.filter(pk__in=Membership.objects.on(day).values("organisation"), kind__in=MEMBER_KINDS)
