"""``./run bench placement_mutations``: how many small errors in the checker its tests notice.

Every comparison, sum, constant and ``not`` of ``certify.py`` is changed, one at a time; the changed checker is read as plain Python
and asked about right and wrong answers to small problems, whose truth comes from trying everything and from the solver.  Prints the
survivors by line.
"""

from __future__ import annotations

import ast
import copy
import os
import signal
import sys
import types
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ["NUMBA_DISABLE_JIT"] = "1"

import numpy as np

from shouwei.engine.placement import Policy, Result, solve
from shouwei.engine.placement.network import network_of
from shouwei.engine.placement.tests.cases import by_hand, every_placement, small

SOURCE = Path(__file__).resolve().parents[1] / "src" / "shouwei" / "engine" / "placement" / "certify.py"
WEIGHTS = {"placed": 40, "local": 5, "fit": 3, "preference": 2, "commute": 1}
OTHER = {
    ast.Lt: [ast.LtE, ast.Gt], ast.LtE: [ast.Lt], ast.Gt: [ast.GtE, ast.Lt], ast.GtE: [ast.Gt, ast.Lt], ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq], ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Add], ast.BitAnd: [ast.BitOr], ast.BitOr: [ast.BitAnd],
    ast.And: [ast.Or], ast.Or: [ast.And],
}  # fmt: skip
SECONDS = 20


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """(line, what changed, module) for every single change."""
    for place, node in enumerate(ast.walk(tree)):
        found: list[tuple[str, Any]] = []
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            found = [("ops", [kind()]) for kind in OTHER.get(type(node.ops[0]), [])]
        elif isinstance(node, (ast.BinOp, ast.AugAssign, ast.BoolOp)):
            found = [("op", kind()) for kind in OTHER.get(type(node.op), [])]
        elif isinstance(node, ast.Constant) and type(node.value) is int and abs(node.value) < 4:
            found = [("value", node.value + 1)]
        elif isinstance(node, ast.Constant) and type(node.value) is bool:
            found = [("value", not node.value)]
        for name, value in found:
            changed = copy.deepcopy(tree)
            other = next(x for k, x in enumerate(ast.walk(changed)) if k == place)
            setattr(other, name, value)
            yield (
                getattr(node, "lineno", 0),
                f"{ast.unparse(node)} -> {ast.unparse(other)}",
                ast.fix_missing_locations(changed),
            )


def questions() -> list[tuple[Result, dict[str, Any]]]:
    """Answers and what a checker must say of them."""
    chance, asked = np.random.default_rng(31), list[tuple[Result, dict[str, Any]]]()
    for number in range(70):
        problem = small(chance)
        policy = Policy(lottery=3 if number % 3 == 0 else None) if number % 2 else Policy(weights=WEIGHTS, lottery=None)
        network = network_of(problem, policy)
        right = solve(problem, policy)
        truth: dict[str, Any] = {"allowed": True, "proved": True}
        if policy.is_lexicographic:
            truth["totals"] = by_hand(network)
        else:
            truth["primal"] = truth["bound"] = by_hand(network, network.weights)[0]
        asked.append((right, truth))
        allowed = {tuple(choice) for choice in every_placement(problem)}
        for _ in range(4):
            post = right.post.copy()
            post[chance.integers(problem.students)] = chance.integers(-1, problem.tree.posts)
            if (post != right.post).any():
                fine = tuple(post.tolist()) in allowed
                asked.append((replace(right, post=post), {"allowed": fine, **({} if fine else {"proved": False})}))
        asked.append((replace(right, post=np.append(right.post, 0)), {"allowed": False}))
        asked.append((replace(right, post=right.post - 9), {"allowed": False}))
        y = right.prices.post.copy()
        at = int(chance.integers(len(y)))
        y[at] = -1
        asked.append((replace(right, prices=replace(right.prices, post=y)), {"allowed": False, "proved": False}))
        for name in ("post", "employer", "park"):
            values = getattr(right.prices, name).copy()
            values += (getattr(problem.tree, f"{name}_capacity") > 5 * problem.students) + 1
            held = sum(int(x) for x in getattr(problem.tree, f"{name}_capacity"))
            if held > 2 * problem.students and not policy.is_lexicographic:
                asked.append((replace(right, prices=replace(right.prices, **{name: values})), {"proved": False}))
    return asked


def answers(module: types.ModuleType, result: Result) -> dict[str, Any]:
    proof = module.certify(result)
    return {
        "allowed": not proof.breaches, "proved": proof.proved, "totals": proof.level_totals, "primal": proof.primal, "bound": proof.bound,
    }  # fmt: skip


def noticed(changed: ast.Module, asked: list[tuple[Result, dict[str, Any]]]) -> bool:
    module = types.ModuleType("changed_checker")
    sys.modules["changed_checker"] = module
    signal.alarm(SECONDS)
    try:
        exec(compile(changed, "certify.py", "exec"), module.__dict__)  # noqa: S102
        for result, truth in asked:
            said = answers(module, result)
            if any(said[name] != value for name, value in truth.items()):
                return True
    except Exception:
        return True
    finally:
        signal.alarm(0)
    return False


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    signal.signal(signal.SIGALRM, _too_long)
    np.seterr(all="ignore")
    tree, asked = ast.parse(SOURCE.read_text(encoding="utf8")), questions()
    if noticed(copy.deepcopy(tree), asked):
        print("the unchanged checker fails")
        return 1
    survivors, count = [], 0
    for line, what, changed in mutants(tree):
        count += 1
        if not noticed(changed, asked):
            survivors.append(f"  line {line}: {what}")
    print(*survivors, sep="\n")
    print(f"{count - len(survivors)} of {count} changes noticed: {100 * (count - len(survivors)) / count:.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
