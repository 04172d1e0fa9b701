"""What the clock calls."""

from datetime import date

from shouwei.core.clock import now
from shouwei.ground.links.workflows.write_again import remind_and_close

from .links import MENTOR_WORD
from .models import PartnerAsk


def every_night(today: date) -> None:
    remind_and_close(MENTOR_WORD, PartnerAsk.objects.all(), now=now())
