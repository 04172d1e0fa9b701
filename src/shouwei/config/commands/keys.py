"""``shouwei keys``: every room's table of keys, printed together."""

from __future__ import annotations

import os
import sys

OPENING = """# Keys

Who may do what, all rooms together. Printed by `./run keys --write` from each room's `permissions.py`; do not edit here.
`all` opens every row, `-` none; other words are reaches, defined beside the table they stand in. Pages that every signed-in
person may open (desk, search, own messages) are not listed.
"""


def printed() -> str:
    """The whole page as Markdown. Needs Django to be set up."""
    from shouwei.core.keys import KEYRING
    from shouwei.ground.people.models import Identity

    labels = dict(Identity.Role.choices)
    parts = [OPENING]
    for room, keys in sorted(KEYRING.items()):
        parts.append(f"\n## {room}\n")
        parts.append("| | " + " | ".join(str(labels[role]) for role in keys.roles) + " |")
        parts.append("|---" * (len(keys.roles) + 1) + "|")
        noun = ""
        for row in keys.rows.values():
            if row.noun != noun:
                noun = row.noun
                parts.append(f"| **{noun}** |" + " |" * len(keys.roles))
            cells = [" + ".join(row.cells.get(role, ())) or "-" for role in keys.roles]
            parts.append(f"| {row.action} | " + " | ".join(cells) + " |")
    return "\n".join(parts) + "\n"


def main(argv: list[str]) -> int:
    """Print the tables, or write them to docs/keys.md with ``--write``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwei.config.settings_test")
    import django

    django.setup()
    from django.urls import get_resolver

    from shouwei.config.settings import ROOT

    get_resolver().url_patterns  # noqa: B018  # importing the addresses imports every table
    if "--write" in argv:
        (ROOT / "docs" / "keys.md").write_text(printed(), encoding="utf8")
    else:
        sys.stdout.write(printed())
    return 0
