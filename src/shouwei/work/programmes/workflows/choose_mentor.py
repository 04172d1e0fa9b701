"""Name who of an enterprise's registered contacts is asked about a partnership."""

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused, require
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Partner
from ..partners import askable, with_asks
from ..rules.mentor_word import may_be_mentor


@transaction.atomic
def choose_mentor(partner: Partner, *, contact: int, by: Identity, today: date) -> Partner:
    row = with_asks(Partner.objects.select_for_update(of=("self",))).get(pk=partner.pk)
    found = next(((one, reach) for one, reach in askable([row], today)[0].reaches if one.pk == contact), None)
    if found is None:
        raise Refused("请从单位名录中这家企业的联系人里选择。")
    require(may_be_mentor(found[1]))
    before = row.mentor.post if row.mentor else ""
    row.mentor = found[0]
    row.save(update_fields=["mentor"])
    record(
        by=by, what="指定企业导师", on=row, about=row.programme.school, changes={"企业导师": [before, row.mentor.post]}
    )
    return row
