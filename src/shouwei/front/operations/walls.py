"""Tables of this room the second wall leaves alone, and why."""

NO_WALL = {
    "operations_run": "says which job ran and how far it came; names no unit's work, pages ask for a key of this room",
    "operations_restorerequest": "which backup is to replace everything, asked and approved by whom; pages ask for a key",
}
