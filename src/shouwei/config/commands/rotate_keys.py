"""``shouwei rotate-keys``: a new key for encrypted columns; every stored value is written anew under it.

Stop the system first. The old key is dropped from the ring only with ``--drop-old``, and only when no value needs it any more: a
backup made before still does, so keep the old file with the backup.
"""

from __future__ import annotations

import argparse
import os
import sys

from shouwei.config.installation import data_folder, database_at_hand, environment, field_keys, hold
from shouwei.config.postgres import keep_secret
from shouwei.core.secrets.keyring import new_key


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run rotate-keys", description=__doc__)
    parser.add_argument("--drop-old", action="store_true", help="take old keys out of the ring afterwards")
    chosen = parser.parse_args(argv)
    if os.environ.get("SHOUWEI_FIELD_KEYS"):
        print(f"The keys come from SHOUWEI_FIELD_KEYS: append this one there, start again, then repeat.\n{new_key()}")
        return 1
    data = data_folder()
    hold(data, "rotate-keys").close()  # refuses while the system runs: its processes know only the old ring
    file = data / "secrets" / "field_keys"
    ring = f"{field_keys(data)},{new_key()}".split(",")
    keep_secret(file, "\n".join(ring) + "\n")
    with database_at_hand(data, "owner") as database:
        os.environ.update(environment(data, database))
        import django

        django.setup()
        from shouwei.core.secrets.rotation import reseal_everything

        for place, count in reseal_everything().items():
            print(f"{place}: {count}", file=sys.stderr)
    if chosen.drop_old:
        keep_secret(file, ring[-1] + "\n")
    print(f"{len(ring)} keys in the ring" + (", old ones dropped" if chosen.drop_old else ""))
    return 0
