"""Tables of this room without row security, and why."""

NO_WALL = {
    "documents_edition": "which file stood before another and why; shown only beside the file, whose own wall stands",
    "documents_snapshot": "papers of the group, reached only through the bulletin, meeting or archive that holds the key",
}
