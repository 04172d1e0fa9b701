"""The nouns of supervision: what was ordered, who owes what, what was reported, who decided."""

from .duties import AnnualGoal, Completion, Duty, Extension
from .meetings import AgendaItem, Bulletin, Decision, Meeting, Numbering
from .plans import Area, Plan, PlanImport, PlanVersion, Target, Task
from .programmes import Measure, ProgrammeDraft, ProgrammePart, WorkProgramme
from .reports import Difficulty, Evidence, ProgressReport, SupervisionNotice

__all__ = [
    "AgendaItem",
    "AnnualGoal",
    "Area",
    "Bulletin",
    "Completion",
    "Decision",
    "Difficulty",
    "Duty",
    "Evidence",
    "Extension",
    "Measure",
    "Meeting",
    "Numbering",
    "Plan",
    "PlanImport",
    "PlanVersion",
    "ProgrammeDraft",
    "ProgrammePart",
    "ProgressReport",
    "SupervisionNotice",
    "Target",
    "Task",
    "WorkProgramme",
]
