"""Tables of this room without row security, and why."""

NO_WALL = {
    "organisations_membership": "who belongs to the group since when is public",
    "organisations_organisation": "names, codes and places of organisations are public; everybody chooses among them",
    "organisations_formername": "what an organisation was called is public and is searched by everybody",
    "organisations_merger": "which organisation went into which is public",
    "organisations_fact": "facts about organisations carry no personal data and are read by every member",
}
