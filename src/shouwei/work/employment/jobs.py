"""What the clock calls."""

from datetime import date

from shouwei.core.clock import now

from .workflows.fold_counts import fold_counts
from .workflows.let_proofs_lapse import let_proofs_lapse
from .workflows.remind_employer import remind_and_close


def every_night(today: date) -> None:
    """Papers run out; between two nights a count is a sum over a few more lines."""
    let_proofs_lapse(today)
    remind_and_close(now())
    fold_counts()
