"""``shouwei demo``: fill an empty database with the sample group, up to a stage of its story."""

from __future__ import annotations

import argparse
import os

from shouwei.config.installation import data_folder, database_at_hand, environment
from shouwei.config.sample import STAGES
from shouwei.config.sample.ensure import ensure_sample


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--until", choices=STAGES, default=STAGES[-1], help="the last stage to play")
    chosen = parser.parse_args(argv)
    data = data_folder()
    with database_at_hand(data, "owner") as database:
        os.environ.update(environment(data, database))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        from shouwei.core.acting import acting_as_system
        from shouwei.core.clock import today
        from shouwei.ground.catalogues.workflows.load_shipped import load_large

        told = ensure_sample(None, until=chosen.until)
        if told:
            with acting_as_system("lists that ship with the house belong to nobody"):
                load_large(by=None, today=today())
    print("The sample group is in." if told else "The database is not empty; nothing was changed.")
    return 0 if told else 1
