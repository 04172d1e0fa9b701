"""Nouns of the room."""

from .contacts import Contact
from .facts import Fact
from .history import FormerName, Merger
from .membership import Membership, MembershipQuerySet
from .organisations import Organisation

__all__ = ["Contact", "Fact", "FormerName", "Membership", "MembershipQuerySet", "Merger", "Organisation"]
