"""Who holds which role where."""

from datetime import date

from django.db.models import QuerySet

from .models import Identity


def holders(role: str, on: date, organisation_id: int | None = None) -> QuerySet[Identity]:
    """Identities of a role on a day, at one organisation if given."""
    rows = Identity.objects.on(on).filter(role=role).select_related("user", "organisation")
    return rows.filter(organisation_id=organisation_id) if organisation_id is not None else rows
