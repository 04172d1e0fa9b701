"""What can be wrong with a problem, by name.  Every message says where and how much."""


class ProblemError(ValueError):
    """The input is not a placement problem."""


class NotIndices(ProblemError):
    """A pointer, a number of a student, post, employer, park or class, a weight: out of range or not an integer."""


class NotFinite(ProblemError):
    """A NaN or an infinite value."""


class Negative(ProblemError):
    """A capacity, level, weight or minimum below zero."""


class TooLarge(ProblemError):
    """Costs so large that 64-bit prices could overflow."""


class Duplicate(ProblemError):
    """The same student and post, or the same identifier, twice with different values."""


class Contradiction(ProblemError):
    """Fixed, bound or grouped students that no placement can satisfy."""


class Unfinished(RuntimeError):
    """The step limit was reached before the optimum; no partial result is passed off as one."""


class NotInstalled(RuntimeError):
    """An optional library is missing; the message says which extra brings it."""
