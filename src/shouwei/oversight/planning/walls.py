"""Tables of this room without row security, and why."""

THE_GROUPS = "what the group has published or decided is read by every role of the plan"
NO_WALL = {
    "planning_plan": THE_GROUPS,
    "planning_planversion": THE_GROUPS,
    "planning_task": THE_GROUPS,
    "planning_task_co_leads": THE_GROUPS,
    "planning_task_named": THE_GROUPS,
    "planning_annualgoal": THE_GROUPS,
    "planning_bulletin": "drafts are told from issued ones by the keys; an issued bulletin is for everybody",
}
