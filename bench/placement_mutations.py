"""``./run bench placement_mutations``: how many small errors in the checker its tests notice.

Every comparison, sum, truth value and small constant of ``certify.py`` is changed, one at a time; the changed checker is read as plain
Python and asked about right and wrong answers to small problems: posts, prices and price vectors changed.  What it ought to say comes
from ``tests/definition.py``, the definitions written out option by option; ``tests/test_checker.py`` asks the same of the real checker.
Type annotations are left alone, since nothing evaluates them; every other change counts.  Prints the survivors by line.
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

from shouwei.engine.placement import Result
from shouwei.engine.placement.tests.definition import Said, by_definition, other_network, questions
from shouwei.engine.placement.tests.disagreement import disagreement

SOURCE = Path(__file__).resolve().parents[1] / "src" / "shouwei" / "engine" / "placement" / "certify.py"
OTHER = {
    ast.Lt: [ast.LtE, ast.Gt], ast.LtE: [ast.Lt], ast.Gt: [ast.GtE, ast.Lt], ast.GtE: [ast.Gt, ast.Lt], ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq], ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Add], ast.BitAnd: [ast.BitOr], ast.BitOr: [ast.BitAnd],
    ast.And: [ast.Or], ast.Or: [ast.And],
}  # fmt: skip
SECONDS = 20  # of processor time: a busy machine must not count as noticing


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """(line, what changed, module) for every single change."""
    typed = annotations(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in typed:
            continue
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


def annotations(tree: ast.Module) -> set[int]:
    """Nodes of type annotations: never evaluated here, so that no change of theirs can be noticed."""
    found: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AnnAssign)):
            found.append(node.returns if isinstance(node, ast.FunctionDef) else node.annotation)
        elif isinstance(node, ast.arg):
            found.append(node.annotation)
    return {id(inner) for node in found if node is not None for inner in ast.walk(node)}


def noticed(changed: ast.Module, asked: list[tuple[Result, Said]]) -> bool:
    module = types.ModuleType("changed_checker")
    sys.modules["changed_checker"] = module
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        exec(compile(changed, "certify.py", "exec"), module.__dict__)  # noqa: S102
        if any(disagreement(module.certify, module.weak_bound, result, said) for result, said in asked):
            return True
        right = asked[0][0]
        wrong = replace(right, network=other_network(right))
        return (
            any(
                module.certify(wrong, fresh=fresh).primal != by_definition(wrong, network).primal
                for fresh, network in ((True, right.network), (False, wrong.network))
            )
            or module.certify(wrong).primal != by_definition(wrong, wrong.network).primal
        )
    except Exception:
        return True
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    signal.signal(signal.SIGPROF, _too_long)
    np.seterr(all="ignore")
    tree = ast.parse(SOURCE.read_text(encoding="utf8"))
    asked = [(result, by_definition(result, result.network)) for result in questions(41, 120)]
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
