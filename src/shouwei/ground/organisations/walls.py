"""Tables of this room without row security, and why."""

NO_WALL = {
    "organisations_membership": "who belongs to the group since when is public",
}
