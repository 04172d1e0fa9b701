"""Tables of this room without row security, and why."""

NO_WALL = {
    "notices_kindrule": "how a kind of message goes out holds for everybody; who decided it stands beside it on purpose"
}
