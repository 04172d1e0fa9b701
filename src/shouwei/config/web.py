"""The web application inside a supervised server process.

The server's parent forks its workers; were the parent killed, they would go on serving and keep the port.
"""

import signal

from shouwei.config.processes import die_with_parent

die_with_parent(signal.SIGTERM)

from shouwei.config.wsgi import application  # noqa: E402  # first the wish, then the long import

__all__ = ["application"]
