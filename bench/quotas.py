"""Enrolment planning: the tight model beside the naive one, and how long a proof of 0.1 % takes.

    ./run bench quotas [--seeds 1 2 3] [--scarce applicants|teachers|both] [--patience N] [--plain] [--stages] [--json [FILE]]

Invented groups of 10 schools x 120 specialties x 3 years, one per seed, weighted aim; CPU seconds of this process, one thread.  No
run is stopped by the clock, which other work on the machine would shorten.  The tight model is solved school by school (as the
product does); ``--plain`` adds branching alone.  The naive model stops at 0.5 %, or when it has used ``--patience`` times
our CPU: then it is not done, and ours / theirs is *below* 1 / patience.  Every plan goes through the checker.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import highspy

from shouwei.engine.quotas import Effort, Plan, PlanData, Stages, Targets, Weights, check, formulate, invented, plan
from shouwei.engine.quotas.highs import highs
from shouwei.engine.quotas.solve import cost_of
from shouwei.engine.quotas.synthetic import SCARCE

GROWTH = 2.0
GOAL_RATIO, GOAL_PROOF = 0.5, 100.0
LOOSE, CLOSE = 5e-3, 1e-3
DAY = 86_400.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--scarce", choices=[*SCARCE, "both"], default="applicants", help="what the group is short of")
    parser.add_argument("--patience", type=float, default=3.0, help="CPU the naive model gets, in multiples of ours")
    parser.add_argument("--plain", action="store_true", help="also the tight model by branching alone, as long")
    parser.add_argument("--stages", action="store_true", help="also the lexicographic stages, at 0.5 %%")
    parser.add_argument("--json", nargs="?", const="-", default=None)
    asked = parser.parse_args()
    out = sys.stderr if asked.json == "-" else sys.stdout
    with silent():
        highspy.Highs()  # prints its licence the first time, past every option
    found: dict[str, Any] = {"load_before": os.getloadavg()[0], "cores": os.cpu_count(), "runs": []}
    for scarce in SCARCE if asked.scarce == "both" else (asked.scarce,):
        for seed in asked.seeds:
            found["runs"].append(one_group(seed, scarce, asked, out))
    found["load_after"] = os.getloadavg()[0]
    found["goal_ratio_reached"] = all(run["goal_ratio_reached"] for run in found["runs"])
    found["goal_proof_reached"] = all(run["goal_proof_reached"] for run in found["runs"])
    for name, value in found.items():
        if name != "runs":
            print(f"{name:28} {value}", file=out)
    if asked.json == "-":
        print(json.dumps(found, indent=1))
    elif asked.json:
        Path(asked.json).write_text(json.dumps(found, indent=1) + "\n", encoding="utf8")
    return 0


def one_group(seed: int, scarce: str, asked: argparse.Namespace, out: Any) -> dict[str, Any]:
    data = invented(seed=seed, scarce=scarce)
    found: dict[str, Any] = {"seed": seed, "scarce": scarce, **size(data)}

    def run(key: str, form: str, gap: float, *, cpu: float | None = None, by_school: bool = True) -> None:
        effort = Effort(seconds=DAY, gap=gap, cpu=cpu, by_school=by_school)
        found.update({f"{key}_{name}": value for name, value in measured(data, form, effort).items()})
        print(f"seed {seed}, {scarce} scarce: {key:10} {found[key + '_cpu']:8.1f} s CPU  {found[key + '_value']:12.1f}  gap {found[key + '_gap']:.3%}", file=out, flush=True)  # fmt: skip

    run("tight_0.5", "tight", LOOSE)
    most = asked.patience * found["tight_0.5_cpu"]
    run("naive_0.5", "naive", LOOSE, cpu=most, by_school=False)
    run("tight_0.1", "tight", CLOSE)
    if asked.plain:
        run("plain_0.5", "tight", LOOSE, cpu=most, by_school=False)
    if asked.stages:
        found |= stages(data)
    found["ratio_tight_naive"] = found["tight_0.5_cpu"] / found["naive_0.5_cpu"]
    found["ratio_is_an_upper_bound"] = found["naive_0.5_gap"] > LOOSE
    found["goal_ratio_reached"] = found["ratio_tight_naive"] <= GOAL_RATIO and found["tight_0.5_gap"] <= LOOSE
    found["goal_proof_reached"] = found["tight_0.1_gap"] <= CLOSE and found["tight_0.1_cpu"] <= GOAL_PROOF
    word = "below" if found["ratio_is_an_upper_bound"] else "is"
    print(
        f"seed {seed}, {scarce} scarce: tight / naive at 0.5 % {word} {found['ratio_tight_naive']:.2f} (goal {GOAL_RATIO}: "
        f"{'reached' if found['goal_ratio_reached'] else 'not reached'}); 0.1 % in {found['tight_0.1_cpu']:.1f} s (goal "
        f"{GOAL_PROOF:.0f}: {'reached' if found['goal_proof_reached'] else 'not reached'})",
        file=out,
        flush=True,
    )
    return found


@contextmanager
def silent() -> Iterator[None]:
    """What is written past Python is thrown away."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


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


def stages(data: PlanData) -> dict[str, Any]:
    found: dict[str, Any] = {}
    answer = plan(data, Targets(GROWTH), aim=Stages(), effort=Effort(seconds=DAY, gap=LOOSE, cpu=100.0))
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
