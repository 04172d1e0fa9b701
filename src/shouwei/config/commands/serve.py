"""``shouwei serve``: what ``./run`` alone does."""

from __future__ import annotations

import argparse
from pathlib import Path

from shouwei.config.installation import data_folder
from shouwei.config.postgres_binaries import LaunchError
from shouwei.config.supervisor import Options, supervise


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run", description="Start Shouwei and keep it running.")
    parser.add_argument("--port", type=int, metavar="N", help="default 8000, or the next free one")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1; behind a proxy keep it)"
    )
    parser.add_argument("--data", metavar="DIR", help="folder of the database, files and secrets (default: data)")
    parser.add_argument("--plan", metavar="FILE", help="the plan document to import into an empty database")
    chosen = parser.parse_args(argv)
    plan = Path(chosen.plan).resolve() if chosen.plan else None
    if plan is not None and not plan.is_file():
        raise LaunchError(f"There is no file {plan}.")
    return supervise(Options(data_folder(chosen.data), chosen.port, chosen.host, plan))
