"""The answer of a rule: yes, or no with the sentence that says why and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy when it allows. A refusal carries ``reason``, a full Chinese sentence with the figures and the way out."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Verdict(allowed=True)


def no(reason: str) -> Verdict:
    return Verdict(allowed=False, reason=reason)


class Refused(Exception):
    """A workflow was asked for something a rule forbids; ``str()`` is the sentence for the screen."""


def require(verdict: Verdict) -> None:
    """Raise :class:`Refused` unless the verdict allows. Called inside the transaction, before anything is written."""
    if not verdict:
        raise Refused(verdict.reason)


def first_refusal(*verdicts: Verdict) -> Verdict:
    """The first verdict that refuses, or ``YES``."""
    return next((verdict for verdict in verdicts if not verdict), YES)
