"""Tables of this room without row security, and why."""

NO_WALL = {
    "audit_event": "the history of a thing is shown to whoever may see the thing; the table is append-only",
}
