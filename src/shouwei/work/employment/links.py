"""The errand of a graduate: to say whether what the school reported is true."""

from shouwei.ground.links.purposes import Purpose, register

from .models import Destination


def _last_four(destination: int, answer: str) -> bool:
    number = Destination.objects.filter(pk=destination).values_list("student__student_no", flat=True).first() or ""
    return len(answer) == 4 and number[-4:] == answer


CONFIRM = register(
    Purpose(
        "confirm_destination",
        "毕业去向确认",
        "employment:confirm",
        question="学号后四位",
        check=_last_four,
    )
)
