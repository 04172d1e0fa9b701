"""Tables of the room without a second wall, and why."""

NO_WALL = {
    "learners_rollcount": "figures by school name nobody; council and departments read them all, the keys decide",
}
