"""Tables of this room without row security, and why."""

NO_WALL = {
    "documents_snapshot": "papers of the group, reached only through the bulletin, meeting or archive that holds the key",
}
