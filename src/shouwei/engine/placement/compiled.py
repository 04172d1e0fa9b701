"""``compiled``: numba's njit with a cache on disc, wherever this machine lets us write one."""

import os
import tempfile
from pathlib import Path

import numba

if not os.environ.get("NUMBA_CACHE_DIR"):
    _beside = Path(__file__).parent / "__pycache__"
    try:
        _beside.mkdir(exist_ok=True)
        tempfile.TemporaryFile(dir=_beside).close()
    except OSError:
        numba.config.CACHE_DIR = str(Path(tempfile.gettempdir()) / f"placement-{os.getuid()}")  # type: ignore[attr-defined]

compiled = numba.njit(cache=True, nogil=True)
