"""Enrolment planning: the tight model beside the naive one, and how long a proof of 0.1 % takes.

    ./run bench quotas [--seed N] [--limit SECONDS] [--plain] [--stages] [--json [FILE]]

One invented group of 10 schools x 120 specialties x 3 years, the same for all; CPU seconds of this process, one thread.
The tight model is solved school by school (as the product does); ``--plain`` adds branching alone.  The naive
model gets ``--limit`` seconds of clock; if it does not reach 0.5 % by then, its CPU so far is a lower bound and the ratio an
upper one.  Every plan goes through the checker.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from shouwei.engine.quotas import Effort, Plan, PlanData, Stages, Targets, Weights, check, formulate, invented, plan
from shouwei.engine.quotas.highs import highs
from shouwei.engine.quotas.solve import cost_of

GROWTH = 2.0
GOAL_RATIO, GOAL_PROOF = 0.5, 100.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--limit", type=float, default=300.0, help="seconds of clock for the naive model and the plain way"
    )
    parser.add_argument("--plain", action="store_true", help="also the tight model by branching alone")
    parser.add_argument("--stages", action="store_true", help="also the lexicographic stages, at 0.5 %%")
    parser.add_argument("--json", nargs="?", const="-", default=None)
    asked = parser.parse_args()
    data = invented(seed=asked.seed)
    found: dict[str, Any] = {"seed": asked.seed, "load_before": os.getloadavg()[0], "cores": os.cpu_count()}
    out = sys.stderr if asked.json == "-" else sys.stdout
    for name, value in size(data).items():
        found[name] = value
    for key, form, gap in (("tight_0.5", "tight", 5e-3), ("naive_0.5", "naive", 5e-3), ("tight_0.1", "tight", 1e-3)):
        effort = Effort(seconds=asked.limit if form == "naive" else 600.0, gap=gap, by_school=form == "tight")
        found |= {f"{key}_{name}": value for name, value in measured(data, form, effort).items()}
        print(f"{key:12} {found[key + '_cpu']:8.1f} s CPU  {found[key + '_value']:12.1f}  gap {found[key + '_gap']:.3%}", file=out, flush=True)  # fmt: skip
    if asked.plain:
        plain = measured(data, "tight", Effort(seconds=asked.limit, gap=5e-3, by_school=False))
        found |= {f"tight_plain_0.5_{name}": value for name, value in plain.items()}
    if asked.stages:
        found |= stages(data, asked.limit)
    found["ratio_tight_naive"] = found["tight_0.5_cpu"] / found["naive_0.5_cpu"]
    found["ratio_is_an_upper_bound"] = found["naive_0.5_gap"] > 5e-3
    found["load_after"] = os.getloadavg()[0]
    found["goal_ratio_reached"] = found["ratio_tight_naive"] <= GOAL_RATIO and found["tight_0.5_gap"] <= 5e-3
    found["goal_proof_reached"] = found["tight_0.1_gap"] <= 1e-3 and found["tight_0.1_cpu"] <= GOAL_PROOF
    for name, value in found.items():
        print(f"{name:28} {value}", file=out)
    if asked.json == "-":
        print(json.dumps(found, indent=1))
    elif asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf8")
    return 0


def size(data: PlanData) -> dict[str, Any]:
    """How large the models are, and the bounds of their relaxations."""
    found: dict[str, Any] = {}
    for form in ("tight", "naive"):
        began = time.process_time()
        model = formulate(data, Targets(GROWTH), form)
        found[f"{form}_build_cpu"] = time.process_time() - began
        found |= {f"{form}_columns": len(model.lower), f"{form}_rows": len(model.row_lower), f"{form}_integers": int(model.integer.sum())}  # fmt: skip
        cost, _ = cost_of(model, Weights(), "weighted")
        found[f"{form}_relaxation"] = highs(model.relaxed(), cost, Effort()).value
    return found


def measured(data: PlanData, form: str, effort: Effort) -> dict[str, Any]:
    began = time.process_time()
    answer = plan(data, Targets(GROWTH), aim=Weights(), effort=effort, formulation=form)
    spent = time.process_time() - began
    refuse_wrong(answer)
    last = answer.reached[0]
    return {"cpu": spent, "value": last.value, "bound": last.bound, "gap": last.gap, "nodes": last.nodes}


def stages(data: PlanData, limit: float) -> dict[str, Any]:
    found: dict[str, Any] = {}
    answer = plan(data, Targets(GROWTH), aim=Stages(), effort=replace(Effort(gap=5e-3), seconds=limit / 3))
    refuse_wrong(answer)
    for one in answer.reached:
        found |= {f"stage_{one.measure}_value": one.value, f"stage_{one.measure}_gap": one.gap, f"stage_{one.measure}_cpu": one.seconds}  # fmt: skip
    return found


def refuse_wrong(answer: Plan) -> None:
    wrong = check(answer)
    if wrong:
        raise SystemExit(f"the checker refuses the plan: {'; '.join(map(str, wrong))}")


if __name__ == "__main__":
    sys.exit(main())
