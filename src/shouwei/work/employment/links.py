"""The errands of a graduate and of an employer: to say whether what the school reported is true."""

from shouwei.ground.links.purposes import OutsideErrand, Purpose, register
from shouwei.ground.links.rules.links import are_last_four
from shouwei.ground.people.models import Identity

from .models import Destination, EmployerAsk


def _last_four(destination: int, answer: str) -> bool:
    number = Destination.objects.filter(pk=destination).values_list("student__student_no", flat=True).first() or ""
    return are_last_four(answer, number)


CONFIRM = register(
    Purpose(
        "confirm_destination",
        "毕业去向确认",
        "employment:confirm",
        question="学号后四位",
        check=_last_four,
    )
)


def _last_four_of_code(ask: int, answer: str) -> bool:
    code = EmployerAsk.objects.filter(pk=ask).values_list("employer_code", flat=True).first() or ""
    return are_last_four(answer, code)


CONFIRM_EMPLOYMENT = register(
    Purpose(
        "confirm_employment",
        "毕业生就业情况确认",
        "employment:employer_word",
        question="贵单位统一社会信用代码后四位（见营业执照）",
        check=_last_four_of_code,
    )
)
EMPLOYER_WORD = OutsideErrand(
    CONFIRM_EMPLOYMENT,
    stem="employer",
    who="单位",
    what="确认",
    issuers=(Identity.Role.DEPARTMENT, Identity.Role.AUDITOR),
)
