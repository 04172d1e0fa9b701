"""Optimal placement of students with posts, proved.  Start with ``Problem`` and ``solve``; see README.md."""

from shouwei.engine.placement.build import Posts, Students, build, by_score
from shouwei.engine.placement.certify import Certificate, breaches, certify
from shouwei.engine.placement.clusters import OnDask, OnRay
from shouwei.engine.placement.compare import compare, front, worth_of_places
from shouwei.engine.placement.executor import Gathered, Part, Processes, by_parts, gather, serial, split
from shouwei.engine.placement.explain import Reason, explain
from shouwei.engine.placement.fair import Fairness, fairest
from shouwei.engine.placement.groups import Grouped, place_groups
from shouwei.engine.placement.oracle import solve_by_ortools
from shouwei.engine.placement.policy import Policy
from shouwei.engine.placement.problem import Edges, Hubs, Problem, Tree, variant
from shouwei.engine.placement.reoptimise import reoptimise
from shouwei.engine.placement.result import Prices, Result
from shouwei.engine.placement.solve import solve
from shouwei.engine.placement.stable import Stable, blocking_pairs, first_come, orders, stable

__all__ = [
    "Certificate",
    "Edges",
    "Fairness",
    "Gathered",
    "Grouped",
    "Hubs",
    "OnDask",
    "OnRay",
    "Part",
    "Policy",
    "Posts",
    "Prices",
    "Problem",
    "Processes",
    "Reason",
    "Result",
    "Stable",
    "Students",
    "Tree",
    "blocking_pairs",
    "breaches",
    "build",
    "by_parts",
    "by_score",
    "certify",
    "compare",
    "explain",
    "fairest",
    "first_come",
    "front",
    "gather",
    "orders",
    "place_groups",
    "reoptimise",
    "serial",
    "solve",
    "solve_by_ortools",
    "split",
    "stable",
    "variant",
    "worth_of_places",
]
