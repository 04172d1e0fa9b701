"""What the clock calls here."""

from datetime import date

from .workflows.draft_notices import draft_notices
from .workflows.remind_goals import remind_goals
from .workflows.remind_programmes import remind_programmes
from .workflows.remind_reports import remind_reports
from .workflows.remind_unsigned import remind_unsigned


def every_morning(today: date) -> None:
    """Drafts and reminders of the day; running it twice adds nothing."""
    draft_notices(today)
    remind_programmes(today)
    remind_goals(today)
    remind_reports(today)
    remind_unsigned(today)
