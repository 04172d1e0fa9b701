"""granian, with the application loaded before its workers are forked: they share what is in memory, and start at once.

``python -m shouwei.config.granian_preloaded OPTIONS MODULE:NAME``, the options being granian's own.
"""

from __future__ import annotations

import importlib
import sys

from granian.cli import entrypoint

if __name__ == "__main__":
    importlib.import_module(sys.argv[-1].partition(":")[0])
    entrypoint()  # type: ignore[no-untyped-call]  # it has no types
