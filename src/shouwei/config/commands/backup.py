"""``shouwei backup [--to DIR]``: one file with the database, the files, the head of the trail and, under a passphrase, the secrets."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from shouwei.config.installation import data_folder, database_at_hand
from shouwei.front.operations.backups.container import Manifest
from shouwei.front.operations.backups.errors import BackupError
from shouwei.front.operations.backups.making import Place, make, name_at
from shouwei.front.operations.rules.backups import outdated

PASSPHRASE = "SHOUWEI_BACKUP_PASSPHRASE"  # noqa: S105  # the name of a variable
LEFT_OUT = (
    "The secrets are NOT in this backup: keep a copy of {folder} in another place. "
    "Without it encrypted ID numbers and phones of a restored database cannot be read."
)


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run backup", description=__doc__)
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="folder of the backups (default: backups in the data folder)"
    )
    parser.add_argument("--data", metavar="DIR", help="the data folder (default: data)")
    parser.add_argument("--keep", type=int, metavar="N", help="afterwards remove all but the newest N (default: none)")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help=f"also take the secrets (or set {PASSPHRASE})"
    )
    chosen = parser.parse_args(argv)
    try:
        phrase = passphrase(chosen.passphrase_file)
        data = data_folder(chosen.data)
        folder = (chosen.to or data / "backups").absolute()
        target = folder / name_at(datetime.now(UTC).astimezone(), folder)
        with database_at_hand(data, "owner") as url:
            manifest = make(place_of(data, url), target, passphrase=phrase)
    except BackupError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{target}\n{told(manifest)}")
    if manifest.secrets != "locked":
        print(LEFT_OUT.format(folder=data / "secrets"))
    if chosen.keep:
        for name in outdated([file.name for file in folder.iterdir()], keep=chosen.keep):
            (folder / name).unlink()
            print(f"Removed {name}")
    return 0


def place_of(data: Path, url: str) -> Place:
    return Place(url, data / "files", data / "secrets")


def passphrase(file: Path | None) -> str:
    if file is None:
        return os.environ.get(PASSPHRASE, "")
    try:
        return file.read_text(encoding="utf8").strip()
    except OSError as error:
        raise BackupError(f"读不到口令文件{file}：{error.strerror}。") from error


def told(manifest: Manifest) -> str:
    """The manifest in one line."""
    size = sum(size for size, _ in manifest.members.values())
    return (
        f"made {manifest.made_at}, PostgreSQL {manifest.server}, {len(manifest.tables)} tables, {manifest.rows} rows, "
        f"{manifest.files} files, {manifest.trail['count']} events in the trail, {size / 1e6:.1f} MB, secrets {manifest.secrets}"
    )
