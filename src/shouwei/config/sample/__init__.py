"""The sample group: an invented plan, invented members, invented people."""

STAGES = ("people", "plan", "programmes", "reports", "notices", "meeting", "learning")
"""Of its story, in order; ``shouwei demo --until STAGE`` stops after one."""
