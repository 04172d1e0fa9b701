"""Tables of this room without row security, and why."""

BEFORE = "read and written while signing in, before anybody acts; pages reach it only through the signed-in person"

NO_WALL = {
    "people_identity": "who holds which office is told throughout the group; signing in reads it before anybody acts",
    "people_session": BEFORE,
    "people_secondfactor": BEFORE,
    "people_recoverycode": BEFORE,
    "people_entrycode": BEFORE,
    "people_knowndevice": BEFORE,
    "people_outsideaccount": BEFORE,
    "people_delegation": "asked with every request to find out who acts, so before the database can know it",
    "people_handover": "a report between two people of one organisation; the keys show it to them and to who keeps accounts",
}
