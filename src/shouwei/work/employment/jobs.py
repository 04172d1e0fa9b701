"""What the clock calls."""

from datetime import date

from shouwei.core.clock import now
from shouwei.ground.links.workflows.write_again import remind_and_close

from .links import EMPLOYER_WORD
from .models import EmployerAsk
from .workflows.fold_counts import fold_counts
from .workflows.let_proofs_lapse import let_proofs_lapse


def every_night(today: date) -> None:
    """Papers run out; between two nights a count is a sum over a few more lines."""
    let_proofs_lapse(today)
    remind_and_close(EMPLOYER_WORD, EmployerAsk.objects.all(), now=now())
    fold_counts()
