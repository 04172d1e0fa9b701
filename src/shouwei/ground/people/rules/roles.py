"""Which roles need more care than others: they see every member's data or rule over accounts."""

ELEVATED = frozenset({"secretariat", "administrator", "auditor"})
"""A second factor at sign-in and a second person at the granting."""

NOT_DELEGATED = frozenset({"administrator", "auditor"})
"""Power over accounts and the auditor's independence are personal."""

_GROUP = frozenset({"group", "council", "secretariat", "department"})
_MEMBERS = frozenset({"school", "enterprise"})
SEATS = {
    "secretariat": _GROUP,
    "council": _GROUP,
    "department": _GROUP,
    "unit_head": _MEMBERS,
    "unit_staff": _MEMBERS,
    "liaison": frozenset({"park", "county", "authority"}),
    "auditor": _GROUP | {"authority"},
    "administrator": _GROUP,
}
"""Role → kinds of organisation it can be held at. An officer of a park or a county is no department of the group, whatever he is called."""


def has_a_seat(role: str, kind: str) -> bool:
    return kind in SEATS[role]
