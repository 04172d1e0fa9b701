"""The web application, loaded once in the server's parent, which forks its workers.

Were the parent killed, they would go on serving and keep the port: each asks the kernel to die with it.
"""

import gc
import os
import signal
from functools import partial

from django.db import connections
from django.urls import get_resolver

from shouwei.config.processes import die_with_parent
from shouwei.config.wsgi import application

# Every address brings its pages along; without this the first visitor of each worker would wait for them.
_ = get_resolver().url_patterns

if any(each.connection is not None for each in connections.all(initialized_only=True)):
    # Two workers on one connection would read each other's answers.
    raise RuntimeError("something asked the database while it was only being loaded")

os.register_at_fork(after_in_child=partial(die_with_parent, signal.SIGTERM))
# What has been loaded by now stays for good: searching it for garbage at every page would cost and find nothing, and would
# make every worker a copy of its own of memory they share.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)

__all__ = ["application"]
