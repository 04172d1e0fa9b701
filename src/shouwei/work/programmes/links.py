"""The errand of an enterprise's mentor: to say whether a partnership is as its school registered it."""

from shouwei.ground.links.purposes import OutsideErrand, Purpose, register
from shouwei.ground.links.rules.links import are_last_four
from shouwei.ground.people.models import Identity

from .models import PartnerAsk


def _last_four_of_code(ask: int, answer: str) -> bool:
    code = PartnerAsk.objects.filter(pk=ask).values_list("partner__enterprise__credit_code", flat=True).first() or ""
    return are_last_four(answer, code)


CHECK_PARTNERSHIP = register(
    Purpose(
        "check_partnership",
        "核对校企合作",
        "programmes:mentor_word",
        question="贵单位统一社会信用代码后四位（见营业执照）",
        check=_last_four_of_code,
    )
)
MENTOR_WORD = OutsideErrand(
    CHECK_PARTNERSHIP,
    stem="partner",
    who="企业",
    what="核对",
    issuers=(Identity.Role.DEPARTMENT, Identity.Role.SECRETARIAT),
)
