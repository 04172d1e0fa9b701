"""The command table, the data folder, the mode, the browser and the test run that leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from shouwei.config import browser, throwaway
from shouwei.config.cli import main
from shouwei.config.installation import InUse, data_folder, external_database, hold, secret_key
from shouwei.config.postgres_binaries import LaunchError
from shouwei.config.supervisor import shows_sample


def test_an_unknown_word_is_answered_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serv"]) == 2

    said = capsys.readouterr().err
    assert said.startswith("shouwei: there is no command 'serv'.\n\nCommands:\n  serve ")


def test_a_refusal_is_a_sentence_and_not_a_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--plan", "/nowhere/plan.docx"]) == 1

    assert capsys.readouterr().err == "shouwei: There is no file /nowhere/plan.docx.\n"


def test_help_of_the_trail_looks_at_no_data(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHOUWEI_DATA", str(tmp_path / "nothing"))

    with pytest.raises(SystemExit) as end:
        main(["verify-trail", "--help"])

    assert (end.value.code, list(tmp_path.iterdir())) == (0, [])
    assert capsys.readouterr().out.startswith("usage: ./run verify-trail")


@pytest.mark.parametrize(
    ("asked", "remembered", "empty", "sample"),
    [
        (None, None, True, True),  # first start
        (None, None, False, False),  # somebody's database, first start here
        (None, "sample", False, True),  # later starts stay what the first was
        (None, "own", False, False),
        (None, "own", True, False),  # own data not yet entered
        ("0", None, True, False),
        ("0", "sample", False, False),
        ("1", "own", False, True),  # only when asked for by name
    ],
)
def test_the_sample_is_never_shown_by_accident(
    asked: str | None, remembered: str | None, empty: bool, sample: bool
) -> None:
    assert shows_sample(asked, remembered, empty) == sample


def test_one_holder_at_a_time_and_the_other_is_named(folder: Path) -> None:
    with hold(folder, "first"), pytest.raises(InUse, match=rf"is in use by process {os.getpid()} \(first\)"):
        hold(folder, "second")

    hold(folder, "third").close()


def test_the_secret_key_is_made_once_and_closed(folder: Path) -> None:
    data = data_folder(str(folder / "data"))

    assert secret_key(data) == secret_key(data)
    assert (data / "secrets" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_data_folder_of_another_user_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_folder(str(folder / "data"))
    monkeypatch.setattr("os.geteuid", lambda: 12345)

    with pytest.raises(LaunchError, match="was made by another user"):
        data_folder(str(folder / "data"))


def test_a_database_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:nothing@127.0.0.1:9/none")

    with pytest.raises(LaunchError, match="DATABASE_URL cannot be opened"):
        external_database()


def test_a_named_browser_must_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(LaunchError, match="CHROMIUM=/nowhere/chromium does not run"):
        browser.find()


def test_without_any_browser_it_says_exactly_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(browser, "UNPACKED", folder / "none")
    monkeypatch.setattr(browser, "may_use_apt", lambda: False)
    monkeypatch.setattr("platform.machine", lambda: "aarch64")

    with pytest.raises(LaunchError, match="apt-get install --no-install-recommends chromium fonts-noto-cjk"):
        browser.obtain()


def test_a_process_that_outlives_the_tests_is_found_and_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throwaway, "FADING", 0.2)
    run = throwaway.Throwaway(folder, {**os.environ, throwaway.RUN_MARK: str(folder)})
    stray = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], env=run.environment)

    assert run.left_behind() == [stray.pid]
    assert stray.wait(5) < 0
    assert run.left_behind() == []


def test_the_folder_of_a_killed_run_is_cleared_and_a_living_one_is_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("abandoned", "living"):
        place = folder / f"{throwaway.PREFIX}{name}"
        place.mkdir()
        (place / "lock").touch()

    with hold(folder / f"{throwaway.PREFIX}living", "tests"):
        throwaway.clear_abandoned()

    assert [place.name for place in folder.iterdir()] == [f"{throwaway.PREFIX}living"]
