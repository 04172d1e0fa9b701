"""What the web server loads before it forks: every page, but nothing that only rare pages or the job worker use."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = ("pypinyin", "numba", "highspy", "ortools", "scipy", "pandas", "openpyxl")
LOADED = """
import json, sys
import shouwei.config.web
from django.db import connections
opened = [each.alias for each in connections.all(initialized_only=True) if each.connection is not None]
print(json.dumps([[name for name in %r if name in sys.modules], opened, "shouwei.oversight.planning.pages.tasks" in sys.modules]))
"""


def test_nothing_heavy_is_loaded_and_no_connection_opened_before_the_workers_are_forked() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED % (HEAVY,)], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == [[], [], True]
