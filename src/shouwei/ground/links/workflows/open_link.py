"""Open a link on the device in hand."""

from datetime import datetime

from django.db import transaction

from shouwei.core.verdict import Refused, require

from ..codes import device_digest
from ..models import Link
from ..rules.links import MOST_ANSWERS, State, may_open


def open_link(link: Link, *, device: str, answer: str, now: datetime) -> Link:
    """Starts the ten minutes and binds the link to this device (a secret of its browser).

    Raises ``Refused`` when it is closed, open elsewhere, or the answer is wrong; a wrong answer is counted even so.
    """
    wrong = ""
    with transaction.atomic():
        link = Link.objects.select_for_update(of=("self",)).select_related("issuer").get(pk=link.pk)
        state = link.state(now)
        digest = device_digest(device)
        require(may_open(state, same_device=link.device == digest))
        check = link.purpose_row.check
        if state is State.WAITING and check is not None and not check(link.about_id, answer.strip()):
            link.wrong_answers += 1
            left = MOST_ANSWERS - link.wrong_answers
            wrong = f"回答不正确，还可以再试{left}次。" if left else "回答不正确，链接已停用。请联系发出单位重新发送。"
            link.save(update_fields=["wrong_answers"])
        elif state is State.WAITING:
            link.opened_at, link.device = now, digest
            link.save(update_fields=["opened_at", "device"])
    if wrong:
        raise Refused(wrong)
    return link
