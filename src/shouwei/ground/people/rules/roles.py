"""Which roles need more care than others: they see every member's data or rule over accounts."""

ELEVATED = frozenset({"secretariat", "administrator", "auditor"})
"""A second factor at sign-in and a second person at the granting."""

NOT_DELEGATED = frozenset({"administrator", "auditor"})
"""Power over accounts and the auditor's independence are personal."""
