"""The web application inside a supervised server process.

The server's parent forks its workers; were the parent killed, they would go on serving and keep the port.
"""

import gc
import signal

from shouwei.config.processes import die_with_parent

die_with_parent(signal.SIGTERM)

from shouwei.config.wsgi import application  # noqa: E402  # first the wish, then the long import

# What has been loaded by now stays for good: searching it for garbage at every page would cost and find nothing.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)

__all__ = ["application"]
