"""Tables of this room without row security, and why."""

NO_WALL = {
    "people_identity": "who holds which office is told throughout the group; signing in reads it before anybody acts",
}
