"""Tables of this room the second wall leaves alone, and why."""

NO_WALL = {
    "privacy_cleaning": "how many rows of a kind are due and when; names nobody, pages ask for a key of this room",
}
