"""``./run bench quotas_mutations``: how many small errors in the checker of enrolment plans its tests notice.

Every comparison, sum, truth value and small constant of ``engine/quotas/check.py`` is changed, one at a time, as in ``./run bench
placement_mutations``; the tests of ``test_checker.py`` then ask the changed checker.  Type annotations are left alone; every other
change counts.  Prints the survivors by line.
"""

from __future__ import annotations

import ast
import copy
import inspect
import signal
import sys
import types
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import pytest

from placement_mutations import mutants
from shouwei.engine.quotas import Breach, Effort, Plan, Targets, invented, plan
from shouwei.engine.quotas.tests import test_checker

SOURCE = Path(__file__).resolve().parents[1] / "src" / "shouwei" / "engine" / "quotas" / "check.py"
SECONDS = 30


def questions() -> list[tuple[Callable[..., None], dict[str, Any]]]:
    """Every test of the checker with every set of its parameters."""
    found = []
    for name, test in inspect.getmembers(test_checker, inspect.isfunction):
        if not name.startswith("test_"):
            continue
        sets: list[list[dict[str, Any]]] = [[{}]]
        for mark in getattr(test, "pytestmark", []):
            names = [mark.args[0]] if isinstance(mark.args[0], str) else list(mark.args[0])
            names = [one.strip() for one in names[0].split(",")] if len(names) == 1 else names
            sets.append([dict(zip(names, v if len(names) > 1 else [v], strict=True)) for v in mark.args[1]])
        for parts in product(*sets):
            found.append((test, {key: value for part in parts for key, value in part.items()}))
    return found


def noticed(changed: ast.Module, asked: list[tuple[Callable[..., None], dict[str, Any]]], planned: Plan) -> bool:
    module = types.ModuleType("changed_checker")
    sys.modules["changed_checker"] = module
    signal.alarm(SECONDS)
    try:
        exec(compile(changed, "check.py", "exec"), module.__dict__)  # noqa: S102
        for name in ("check", "measured", "Breach"):
            setattr(test_checker, name, getattr(module, name))
        for test, given in asked:
            wanted = inspect.signature(test).parameters
            values = {name: _like(module, value) for name, value in given.items()}
            test(**values, **({"planned": planned} if "planned" in wanted else {}))
    except (Exception, pytest.fail.Exception):
        return True
    finally:
        signal.alarm(0)
    return False


def _like(module: types.ModuleType, value: Any) -> Any:
    """A breach expected, as one of the changed module's own."""
    return module.Breach(value.limit, value.where, value.figures, value.count) if isinstance(value, Breach) else value


def tried() -> Iterator[tuple[str, bool]]:
    group = invented(3, 8, 3, seed=7, industries=3, clusters=3, workshops=3, share_open=0.4)
    planned = plan(group, Targets(1.6, adults_count=True, adult_least=[[20, 20, 20]] * 3), effort=Effort(gap=0))  # type: ignore[arg-type]
    asked, tree = questions(), ast.parse(SOURCE.read_text(encoding="utf8"))
    if noticed(copy.deepcopy(tree), asked, planned):
        raise SystemExit("the unchanged checker fails")
    for line, what, changed in mutants(tree):
        yield f"  line {line}: {what}", noticed(changed, asked, planned)


def _too_long(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    signal.signal(signal.SIGALRM, _too_long)
    answers = list(tried())
    survivors = [what for what, seen in answers if not seen]
    print(*survivors, sep="\n")
    print(
        f"{len(answers) - len(survivors)} of {len(answers)} changes noticed: {100 * (1 - len(survivors) / len(answers)):.1f} %"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
