"""Tables of this room without row security, and why."""

NO_WALL = {
    "catalogues_edition": "code lists are public; the column names who imported an edition, not whose it is",
}
