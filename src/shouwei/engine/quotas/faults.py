"""What is refused, by name.  Every message names the field, the place in it, the value and what is allowed."""

from __future__ import annotations


class DataError(ValueError):
    """The data or a parameter cannot be used."""


class NotWhole(DataError):
    """A number that has to be whole is not, or is not a number at all."""


class Negative(DataError):
    """A count, a capacity or an amount below zero."""


class TooLarge(DataError):
    """Beyond what sums in doubles keep exact."""


class WrongShape(DataError):
    """An array does not have the shape its field states."""


class NoSuch(DataError):
    """A name or an index that is not in the data."""


class Twice(DataError):
    """A name, or a pair of school and specialty, occurs twice."""


class BadParameter(DataError):
    """A target, a stage, a weight, a time limit or a gap outside its range."""


class Impossible(RuntimeError):
    """No plan keeps the limits, not even one that reaches no goal.  ``limits``: a minimal set that cannot be kept together."""

    def __init__(self, message: str, limits: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.limits = limits


class NoPlanYet(RuntimeError):
    """The time ended before a first plan was found; whether there is one is not known."""
