"""Reading the holiday table."""

from datetime import date

from .models import Holiday


def exceptions_between(first: date, last: date) -> dict[date, bool]:
    """Days from ``first`` to ``last`` that differ from the plain week → whether worked."""
    return dict(Holiday.objects.filter(day__range=(first, last)).values_list("day", "is_worked"))


def years_covered() -> list[int]:
    """Years for which a holiday notice has been entered."""
    return sorted({day.year for day in Holiday.objects.values_list("day", flat=True)})
