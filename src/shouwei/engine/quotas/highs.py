"""HiGHS as the solver behind the model: one thread, fixed seed, a start if there is one, and always a bound.

Source: Huangfu and Hall, Parallelizing the dual revised simplex method (2018); https://highs.dev.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import Any, Protocol

import highspy
import numpy as np

from shouwei.engine.quotas.linear import Floats, Linear
from shouwei.engine.quotas.targets import Effort

SLACK = 1e-6


@dataclass(frozen=True)
class Answer:
    """z float[m] or None; value and bound of the cost asked for; status ``optimal``, ``feasible``, ``infeasible``, ``unknown``.

    ``infeasible`` is proved; ``unknown``: stopped without a first answer.  seconds: CPU.
    """

    z: Floats | None
    value: float
    bound: float
    status: str
    seconds: float
    nodes: int


class Solver(Protocol):
    """Anything that minimises ``cost`` over the model.  ``step``: the value of every answer is a multiple of it, if known,
    so that no smaller gap needs closing and bounds can be rounded up; with ``round_up`` off it is only a gap that is close enough.
    ``enough``: a value that is good enough to stop at."""

    def __call__(
        self,
        model: Linear,
        cost: Floats,
        effort: Effort,
        *,
        start: Floats | None = None,
        step: float = 0.0,
        round_up: bool = True,
        enough: float = -math.inf,
    ) -> Answer: ...


def loaded(model: Linear, cost: Floats, effort: Effort) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": effort.seed,
        "time_limit": float(effort.seconds),
        "mip_rel_gap": float(effort.gap),
    }
    for name, value in options.items():
        solver.setOptionValue(name, value)
    if effort.nodes is not None:
        solver.setOptionValue("mip_max_nodes", effort.nodes)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.lower), len(model.row_lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, model.lower, model.upper
    lp.row_lower_, lp.row_upper_ = model.row_lower, model.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = model.start, model.index, model.value
    if model.integer.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[one] for one in model.integer.tolist()]
    if solver.passModel(lp) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused the model")
    if effort.cpu is not None:
        _stopped_after(solver, effort.cpu)
    return solver


def _stopped_after(solver: highspy.Highs, cpu: float) -> None:
    """HiGHS knows the clock only; it asks us now and then whether to go on."""
    end = time.process_time() + cpu

    def go_on(kind: Any, message: str, now: Any, answer: Any, own: Any) -> None:
        if time.process_time() > end:
            answer.user_interrupt = True

    solver.setCallback(go_on, None)
    for kind in (highspy.cb.HighsCallbackType.kCallbackMipInterrupt, highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt):  # fmt: skip
        solver.startCallback(kind)


def highs(
    model: Linear,
    cost: Floats,
    effort: Effort,
    *,
    start: Floats | None = None,
    step: float = 0.0,
    round_up: bool = True,
    enough: float = -math.inf,
) -> Answer:
    """Minimise with HiGHS.  Complexity: a mixed-integer programme is NP-hard; the limits of ``effort`` are kept."""
    began = time.process_time()
    solver = loaded(model, cost, effort)
    if step:
        solver.setOptionValue("mip_abs_gap", step * (1 - 1e-3))  # no better value can lie in between
    if enough > -math.inf:
        solver.setOptionValue("objective_target", enough)
    if start is not None:
        given = highspy.HighsSolution()
        given.col_value = start.tolist()
        solver.setSolution(given)
    solver.run()
    status, info = solver.getModelStatus(), solver.getInfo()
    known = highspy.HighsModelStatus
    seconds = time.process_time() - began
    if status in (known.kInfeasible, known.kUnboundedOrInfeasible):
        return Answer(None, math.inf, math.inf, "infeasible", seconds, 0)
    mixed = bool(model.integer.any())
    bound = info.mip_dual_bound if mixed else info.objective_function_value
    nodes = max(int(info.mip_node_count), 0)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(None, math.inf, bound if mixed else -math.inf, "unknown", seconds, nodes)
    z = np.array(solver.getSolution().col_value)
    z[model.integer] = np.round(z[model.integer])
    value = float(cost @ z)
    if start is not None and value > info.objective_function_value + SLACK * max(abs(value), 1):
        # HiGHS 1.16 may return the start's own values although its reduced problem was solved to a better one
        again = highs(model, cost, effort, step=step, round_up=round_up, enough=enough)
        return replace(again, seconds=again.seconds + seconds)
    if not mixed and status != known.kOptimal:
        bound = -math.inf
    if step and round_up and math.isfinite(bound):
        bound = step * math.ceil(bound / step - SLACK)
    bound = min(bound, value)
    return Answer(z, value, bound, "optimal" if status == known.kOptimal else "feasible", seconds, nodes)
