"""A school or an enterprise becomes a member on a day."""

from datetime import date

from django.db import transaction

from shouwei.core.verdict import require

from ..models import Membership, Organisation
from ..queries import bearer_of, what_became
from ..rules.membership import may_join


@transaction.atomic
def join_group(*, name: str, short_name: str, kind: str, since: date, source: str) -> Membership:
    """The organisation is entered when unknown. The trail is written by the verb of the floor above that calls this."""
    name = name.strip()
    organisation = Organisation.objects.select_for_update().filter(name=name).first()
    already = organisation is not None and Membership.objects.filter(organisation=organisation, until=None).exists()
    known = organisation or bearer_of(name)
    require(
        may_join(
            name=name,
            kind=organisation.kind if organisation else kind,
            already=already,
            became=what_became(known, date.max) if known else "",
            now=known.name if known and known.name != name else "",
        )
    )
    if organisation is None:
        organisation = Organisation.objects.create(name=name, short_name=short_name.strip(), kind=kind)
    return Membership.objects.create(organisation=organisation, since=since, source=source)
