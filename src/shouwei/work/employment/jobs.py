"""What the clock calls."""

from datetime import date

from .workflows.fold_counts import fold_counts
from .workflows.let_proofs_lapse import let_proofs_lapse


def every_night(today: date) -> None:
    """Papers run out; between two nights a count is a sum over a few more lines."""
    let_proofs_lapse(today)
    fold_counts()
