"""``shouwei test``: every check, the journeys once on Debian's PostgreSQL where it is installed, then the whole suite.

With arguments: only pytest, with these arguments.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shouwei.config import browser
from shouwei.config.commands.check import look
from shouwei.config.installation import ROOT
from shouwei.config.throwaway import Throwaway, throwaway

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
ON_DEBIAN_15 = (
    "tests/journeys",
    "tests/house/test_migrations.py",
    "src/shouwei/ground",
    "tests/foundation/test_postgres.py",
)
IN_PARALLEL = ("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile")


def main(argv: list[str]) -> int:
    """0 when everything passed.  pytest's closing line comes last, unless something before it failed."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clear up as after Ctrl-C
    os.environ["CHROMIUM"] = str(browser.obtain())
    failed = []
    if not argv:
        with throwaway() as run:
            failed += look(run)
        if DEBIAN_15.exists():
            places = [place for place in ON_DEBIAN_15 if (ROOT / place).exists()]
            with server_of(DEBIAN_15), throwaway() as run:
                failed += suite("the journeys on Debian's PostgreSQL 15", run, [*IN_PARALLEL, *places])
    with throwaway() as run:
        failed += suite("the suite", run, argv or list(IN_PARALLEL))
    if failed:
        print(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


@contextmanager
def server_of(folder: Path) -> Iterator[None]:
    """PostgreSQL of ``folder`` for everything started meanwhile."""
    before = os.environ.get("SHOUWEI_PG_BIN")
    os.environ["SHOUWEI_PG_BIN"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("SHOUWEI_PG_BIN")
        if before is not None:
            os.environ["SHOUWEI_PG_BIN"] = before


def suite(name: str, run: Throwaway, arguments: list[str]) -> list[str]:
    """Run pytest; names of what failed.  A process that outlives its test is a failure too."""
    print(f"\n=== {name} ===", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    failed = []
    if subprocess.run(command, cwd=ROOT, env=run.environment, check=False).returncode != 0:  # noqa: S603  # pytest
        failed.append(name)
    left = run.left_behind()
    if left:
        failed.append(f"{name}: processes left behind {left}")
    return failed
