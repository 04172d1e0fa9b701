"""Tables of the room without a second wall, and why."""

NO_WALL = {
    "indicators_definition": "definitions are read by everybody; who wrote one stands on it",
    "indicators_adoption": "a decision of the council, told to all members",
    "indicators_goal": "what was promised, by member, is told to all members",
    "indicators_report": "a frozen report of the group; small cells are hidden before it is frozen",
    "indicators_round": "who is asked for what until when is told to all members; who opened it stands on it",
}
