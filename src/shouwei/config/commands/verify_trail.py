"""``shouwei verify-trail``: compute the hash chain of the trail again and name the first link that does not fit."""

from __future__ import annotations

import argparse
import os
import sys

from shouwei.config.installation import data_folder, database_at_hand, environment


def main(argv: list[str]) -> int:
    argparse.ArgumentParser(prog="./run verify-trail", description=__doc__).parse_args(argv)
    data = data_folder()
    with database_at_hand(data, "owner") as database:
        os.environ.update(environment(data, database))
        import django

        django.setup()
        from shouwei.core.clock import now
        from shouwei.ground.audit.queries.chain import verify_trail

        found = verify_trail(at=now())
    print(f"{found.links} links, {found.erased} with erased words, {found.tail} events not linked yet")
    print(f"head {found.head.hex()}")
    if found.restores:
        print(f"{found.restores} times a backup was put back: each stands in the trail with who asked and who approved")
    if found.fault:
        print(f"BROKEN: {found.fault}", file=sys.stderr)
        return 1
    print("The chain stands.")
    return 0
