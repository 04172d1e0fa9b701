"""Which of five neutral shades a figure gets: equal steps of the largest, none for nothing."""

STEPS = 5


def shade(people: int, most: int) -> int:
    """0 for nobody, else 1 to ``STEPS``."""
    return min(STEPS, 1 + (people * STEPS - 1) // most) if people > 0 and most > 0 else 0
