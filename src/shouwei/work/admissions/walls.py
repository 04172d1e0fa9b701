"""Tables of the room without a second wall, and why."""

NO_WALL = {
    "admissions_baseline": "published figures with their source; the whole group is measured against them",
}
