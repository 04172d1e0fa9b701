"""``shouwei account``: open an account; the way in for the first person of a real installation."""

from __future__ import annotations

import argparse
import os
import sys

from shouwei.config.installation import data_folder, database_at_hand, environment


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run account", description=__doc__)
    parser.add_argument("username", help="what the person types to sign in")
    parser.add_argument("name", help="the person's name")
    parser.add_argument("role", help="secretariat, council, department, unit_head, unit_staff, auditor, administrator")
    parser.add_argument("organisation", help="full name of the organisation the person acts for")
    chosen = parser.parse_args(argv)
    data = data_folder()
    with database_at_hand(data, "owner") as database:
        os.environ.update(environment(data, database))
        import django

        django.setup()
        from django.core.management import call_command

        from shouwei.core.clock import today
        from shouwei.core.verdict import Refused
        from shouwei.ground.people.workflows.open_account import open_account

        call_command("migrate", interactive=False, verbosity=0)
        try:
            identity, password = open_account(**vars(chosen), today=today())
        except Refused as refusal:
            print(refusal, file=sys.stderr)
            return 1
    print(f"{identity}\n账号：{chosen.username}\n密码：{password}")
    return 0
