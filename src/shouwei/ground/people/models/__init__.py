"""Persons, the identities they act in, and how they prove who they are."""

from .accounts import Identity, IdentityQuerySet, User, UserManager
from .delegations import Delegation, Handover
from .outside import OutsideAccount, SignInWay
from .proofs import EntryCode, KnownDevice, RecoveryCode, SecondFactor, Tries
from .sessions import Session

__all__ = [
    "Delegation",
    "EntryCode",
    "Handover",
    "Identity",
    "IdentityQuerySet",
    "KnownDevice",
    "OutsideAccount",
    "RecoveryCode",
    "SecondFactor",
    "Session",
    "SignInWay",
    "Tries",
    "User",
    "UserManager",
]
