"""Enrolment planning: how many classes each programme begins in each of the coming years.  Start with ``PlanData`` and ``plan``."""

from shouwei.engine.quotas.blocking import Blocking, blocking
from shouwei.engine.quotas.check import Breach, check, measured
from shouwei.engine.quotas.compare import Comparison, Difference, Point, compare, frontier
from shouwei.engine.quotas.data import STUDY_YEARS, PlanData
from shouwei.engine.quotas.faults import BadParameter, DataError, Impossible, NoPlanYet
from shouwei.engine.quotas.formulation import formulate
from shouwei.engine.quotas.plan import Plan, Reached
from shouwei.engine.quotas.solve import plan
from shouwei.engine.quotas.synthetic import invented
from shouwei.engine.quotas.targets import GOALS, MEASURES, Effort, Stages, Targets, Weights
from shouwei.engine.quotas.unreachable import Price, Unreachable, why_unreachable

__all__ = [
    "GOALS",
    "MEASURES",
    "STUDY_YEARS",
    "BadParameter",
    "Blocking",
    "Breach",
    "Comparison",
    "DataError",
    "Difference",
    "Effort",
    "Impossible",
    "NoPlanYet",
    "Plan",
    "PlanData",
    "Point",
    "Price",
    "Reached",
    "Stages",
    "Targets",
    "Unreachable",
    "Weights",
    "blocking",
    "check",
    "compare",
    "formulate",
    "frontier",
    "invented",
    "measured",
    "plan",
    "why_unreachable",
]
