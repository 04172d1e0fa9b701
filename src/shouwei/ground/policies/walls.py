"""Tables of this room without row security, and why."""

NO_WALL = {"policies_version": "settings hold for everybody; who decided them stands beside them on purpose"}
