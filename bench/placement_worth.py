"""What optimal placement is worth on a sample city: policies side by side, the front between two wishes, the value of places.

    ./run bench placement_worth [--students N] [--seed S] [--explicit] [--limits N] [--json [FILE]]

The city of ``./run bench placement``, complete eligibility (``--explicit``: twenty posts a student).  An employer's limit is a
tenth of its staff (the staff is invented so that the limit is the city's); what it costs is found by solving again without it.  Three
policies on the same problem: first come first served, stable (deferred acceptance), optimal.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from _placement_city import city
from placement import LEVELS, complete, explicit
from shouwei.engine.placement import (
    Policy,
    certify,
    compare,
    fairest,
    first_come,
    front,
    orders,
    solve,
    stable,
    worth_of_places,
)
from shouwei.engine.placement.problem import load

POLICY = Policy(lottery=2026)
SHARE_OF_STAFF = 10  # per cent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--explicit", action="store_true", help="twenty posts a student instead of all")
    parser.add_argument("--limits", type=int, default=5, help="how many employers' limits to lift, the hardest first")
    parser.add_argument("--json", nargs="?", const="-", default=None)
    asked = parser.parse_args()
    out = sys.stderr if asked.json == "-" else sys.stdout
    town = city(asked.students, seed=asked.seed)
    problem = explicit(town) if asked.explicit else complete(town)
    best = solve(problem, POLICY)
    proof = certify(best, fresh=True)
    wishes = orders(problem, POLICY)
    posts = {
        "first come": first_come(problem, wishes).post,
        "stable": stable(problem, POLICY).post,
        "optimal": best.post,
    }
    found: dict[str, Any] = {
        "students": asked.students, "seed": asked.seed, "pairs": problem.implicit_pairs(), "proved": proof.proved,
        "policies": [policy_row(row, problem.students) for row in compare(problem, posts, wishes)],
        "fronts": {
            f"{one} x preference": front(problem, Policy(lottery=None), one, "preference", steps=8) for one in ("local", "fit")
        },
        "limits": limits(best, asked.limits),
        "worst_rank": worst_rank(problem),
        "load": os.getloadavg()[0],
    }  # fmt: skip
    show(found, out)
    if asked.json == "-":
        print(json.dumps(found, indent=1))
    elif asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf8")
    return 0


def policy_row(row: Any, students: int) -> dict[str, Any]:
    levels = row.levels
    return {
        "policy": row.name, "placed": row.placed, "local": row.placed - levels["local"], "fit": row.placed - levels["fit"],
        "preference": levels["preference"], "commute": levels["commute"], "worst": row.worst, "gini": round(row.gini, 3),
        "blocking_pairs": row.blocking, "unplaced": students - row.placed,
    }  # fmt: skip


def limits(best: Any, most: int) -> list[dict[str, Any]]:
    """For the employers whose limit binds hardest: what it costs, and what one more place is worth at most, level by level."""
    tree, rows = best.problem.tree, []
    held = load(tree, best.post)[tree.posts :]
    for worth in worth_of_places(best, most=most):
        places = int(tree.employer_capacity[worth.employer])
        staff = -(-places * 100 // SHARE_OF_STAFF)
        rows.append({
            "employer": worth.employer, "staff": staff, "limit": places, "interns": int(held[worth.employer]),
            "costs_placements": worth.placements, "one_more_place_at_most": dict(zip(best.prices.levels, worth.by_level, strict=True)),
        })  # fmt: skip
    return rows


def worst_rank(problem: Any) -> dict[str, Any]:
    fair = fairest(problem, POLICY)
    return {"placed_within": [list(pair) for pair in fair.placed], "smallest_that_places_as_many": fair.worst}


def show(found: dict[str, Any], out: Any) -> None:
    print(
        f"{found['students']} students, {found['pairs']} possible pairs; the optimum is proved: {found['proved']}",
        file=out,
    )
    names = ("policy", "placed", "local", "fit", "preference", "commute", "worst", "gini", "blocking_pairs")
    print("  ".join(f"{name:>14}" for name in names), file=out)
    for row in found["policies"]:
        print("  ".join(f"{row[name]:>14}" for name in names), file=out)
    for name, rows in found["fronts"].items():
        one = name.split()[0]
        points = "  ".join(f"({row[one]}, {row['preference']})" for row in rows)
        print(f"front {name} at the greatest number placed (students without it, rank cost): {points}", file=out)
    for row in found["limits"]:
        more = row["one_more_place_at_most"]
        first = next((f"{value} {name}" for name, value in more.items() if value), "nothing")
        print(
            f"employer {row['employer']}: the {SHARE_OF_STAFF} % cap here ({row['limit']} of {row['staff']} staff) costs "
            f"{row['costs_placements']} placements; one more place is worth at most: {first}",
            file=out,
        )
    for worst, placed in found["worst_rank"]["placed_within"]:
        print(f"nobody worse than rank cost {worst}: {placed} placed", file=out)


if __name__ == "__main__":
    assert set(LEVELS) == set(POLICY.levels)
    sys.exit(main())
