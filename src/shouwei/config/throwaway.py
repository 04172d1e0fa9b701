"""A PostgreSQL for one test run, and the certainty that nothing of the run stays behind."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shouwei.config.installation import InUse, hold
from shouwei.config.postgres import FAST_AND_FORGETFUL, EmbeddedPostgres
from shouwei.config.processes import end_all, living_in, marked

PREFIX = "shouwei-test-"
RUN_MARK = "SHOUWEI_TEST_RUN"
FADING = 10.0  # seconds browsers and servers may take to end after the tests have


@dataclass(frozen=True)
class Throwaway:
    """Environment for the tests of one run; everything they make lies below ``home``."""

    home: Path
    environment: dict[str, str]

    def left_behind(self) -> list[int]:
        """Processes of the run that still live; given a moment to end, then ended for them."""
        end_all(self._living, (0,), FADING)
        left = self._living()
        self.end()
        return left

    def end(self) -> None:
        end_all(self._living, (signal.SIGTERM, signal.SIGKILL), patience=3)

    def _living(self) -> list[int]:
        return sorted({*marked(str(self.home), RUN_MARK), *living_in(self.home / "tmp")})


@contextmanager
def throwaway() -> Iterator[Throwaway]:
    """PostgreSQL started in a new folder; server and folder are gone afterwards, whatever happened."""
    clear_abandoned()
    home = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)  # the database user must pass through
    with hold(home, "tests"):
        server = EmbeddedPostgres(home, FAST_AND_FORGETFUL, owner_may_create_databases=True)
        try:
            server.start()
            (home / "tmp").mkdir(mode=0o711)
            (home / "data" / "static").mkdir(parents=True)
            run = Throwaway(home, _environment(home, server))
            try:
                yield run
            finally:
                run.end()  # interrupted: what the tests had started
        finally:
            server.stop()
            shutil.rmtree(server.home, ignore_errors=True)
            shutil.rmtree(home, ignore_errors=True)


def _environment(home: Path, server: EmbeddedPostgres) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": server.url("owner"),
        "SHOUWEI_DATA": str(home / "data"),
        "TMPDIR": str(home / "tmp"),
        RUN_MARK: str(home),
    }


def clear_abandoned() -> None:
    """Folders of runs that were killed: their lock is free."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.stat().st_uid == os.geteuid() and (folder / "lock").exists():
            try:
                with hold(folder, "clearing"):
                    Throwaway(folder, {}).end()
                    place = folder / "postgres"
                    shutil.rmtree(place.resolve(), ignore_errors=True)
                    shutil.rmtree(folder, ignore_errors=True)
            except InUse:
                continue
