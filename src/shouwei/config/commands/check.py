"""``shouwei check``: lint, types, contracts and the tests of the house itself, each with its time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

from shouwei.config.installation import ROOT
from shouwei.config.throwaway import Throwaway, throwaway

PYTHON = (sys.executable, "-m")
LOOKING = {
    "ruff check": [*PYTHON, "ruff", "check", "--quiet", ".", "run"],
    "ruff format": [*PYTHON, "ruff", "format", "--check", "--quiet", ".", "run"],
    "mypy --strict": [*PYTHON, "mypy", "--strict"],
    "mypy --strict run": [*PYTHON, "mypy", "--strict", "--scripts-are-modules", "run"],
    "lint-imports": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"],
}
HOUSE = [*PYTHON, "pytest", "-q", "tests/house"]


def main(argv: list[str]) -> int:
    with throwaway() as run:
        failed = check(run)
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def check(run: Throwaway) -> list[str]:
    """Names of the steps that failed."""
    failed = look(run)
    if not passes("pytest tests/house", HOUSE, run.environment):
        failed.append("pytest tests/house")
    return failed


def look(run: Throwaway) -> list[str]:
    """The steps that only read the code; the suite itself contains the house tests."""
    return [name for name, command in LOOKING.items() if not passes(name, command, run.environment)]


def passes(name: str, command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Run one step; its words are shown only when it fails."""
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603  # the table above
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    outcome = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<22} {outcome:<7} {time.monotonic() - begun:5.1f} s", flush=True)
    if done.returncode != 0:
        print(done.stdout, flush=True)
    return done.returncode == 0
