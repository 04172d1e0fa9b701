"""The errand of a student, a graduate or a guardian without an account: look whether what is held is right, or ask something about it."""

from __future__ import annotations

from shouwei.ground.learners.models import Student
from shouwei.ground.links.purposes import Purpose, register

from .models import DataRequest


def _born_on(student: int, answer: str) -> bool:
    born_on = Student.objects.filter(pk=student).values_list("born_on", flat=True).first()
    return born_on is not None and answer == f"{born_on:%Y%m%d}"


QUESTION = "学生的出生日期（八位数字，如20100305）"
DATA_LINKS = {
    DataRequest.Asker.SELF: register(
        Purpose("own_data", "核对本人信息", "privacy:own_data", question=QUESTION, check=_born_on)
    ),
    DataRequest.Asker.GUARDIAN: register(
        Purpose("guardian_data", "核对孩子的信息", "privacy:guardian_data", question=QUESTION, check=_born_on)
    ),
}
"""Who asks → the purpose of the link."""
