"""Tables of the room without a second wall, and why."""

GROUP = "what a school teaches and whom it serves is known to the whole group; nobody personal is named"
NO_WALL = {
    "programmes_leadindustry": GROUP,
    "programmes_programme": GROUP,
    "programmes_programmechange": GROUP,
    "programmes_partner": GROUP,
    "programmes_crosswalk": "proposals and reviews are read by everybody; the identities name who answers for them",
}
