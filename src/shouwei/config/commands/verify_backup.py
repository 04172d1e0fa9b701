"""``shouwei verify-backup FILE``: read every byte of a backup and compare it with its manifest; nothing is written."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from shouwei.config.commands.backup import told
from shouwei.front.operations.backups.container import verify
from shouwei.front.operations.backups.errors import BackupError


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run verify-backup", description=__doc__)
    parser.add_argument("file", type=Path, nargs="+")
    failed = 0
    for file in parser.parse_args(argv).file:
        try:
            print(f"{file}: whole; {told(verify(file))}")
        except BackupError as refusal:
            print(f"{file}: {refusal}", file=sys.stderr)
            failed = 1
    return failed
