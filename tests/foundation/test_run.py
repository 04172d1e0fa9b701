"""``./run`` decides what is missing; the installers themselves are replaced by a list that remembers the calls."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

RUN = Path(__file__).parents[2] / "run"


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, at work in an empty checkout where every installer only makes what it would make."""
    loader = importlib.machinery.SourceFileLoader("run_script", str(RUN))
    spec = importlib.util.spec_from_loader("run_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    for name, place in {"ROOT": "", "TOOLS": ".tools", "VENV": ".venv", "PYTHON": ".venv/bin/python"}.items():
        monkeypatch.setattr(module, name, folder / place)
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text(lock)
    (folder / "package-lock.json").write_text('{"packages": {"": {}, "node_modules/style": {}}}')
    calls: list[str] = []

    def fetch(command: list[str]) -> None:
        words = " ".join(command)
        calls.append("npm ci" if "ci" in command else "venv" if "venv" in command else words.rpartition("/")[2])
        (folder / "node_modules").mkdir(exist_ok=True)
        (folder / ".venv/lib/python3.11/site-packages").mkdir(parents=True, exist_ok=True)
        (folder / ".venv/bin").mkdir(exist_ok=True)
        if "venv" in command:
            module.PYTHON.unlink(missing_ok=True)
            module.PYTHON.symlink_to(sys.executable)

    monkeypatch.setattr(module, "fetch", fetch)
    monkeypatch.setattr(module, "find_uv", lambda: Path("uv"))
    monkeypatch.setattr(module, "find_npm", lambda: ["npm"])
    module.calls = calls  # type: ignore[attr-defined]  # for the tests to read
    return module


def set_up(run: ModuleType, development: bool = False) -> list[str]:
    run.calls.clear()
    run.set_up_python(development)
    run.set_up_front_end(development)
    return list(run.calls)


def test_nothing_is_fetched_twice(run: ModuleType) -> None:
    assert set_up(run) == ["venv", "requirements.lock", "npm ci"]
    assert set_up(run) == []


def test_what_only_tests_need_from_npm_is_left_to_them(run: ModuleType, folder: Path) -> None:
    (folder / "package-lock.json").write_text('{"packages": {"": {}, "node_modules/axe": {"dev": true}}}')

    assert set_up(run) == ["venv", "requirements.lock"]
    assert set_up(run, development=True) == ["requirements-dev.lock", "npm ci"]


def test_the_project_itself_is_found_without_building_it(run: ModuleType, folder: Path) -> None:
    set_up(run)

    assert (folder / ".venv/lib/python3.11/site-packages/shouwei.pth").read_text() == f"{folder / 'src'}\n"


def test_development_tools_are_added_and_then_kept(run: ModuleType, folder: Path) -> None:
    set_up(run)
    assert set_up(run, development=True) == ["requirements-dev.lock", "npm ci"]
    assert set_up(run) == []

    (folder / "requirements-dev.lock").write_text("changed")

    assert set_up(run) == ["requirements-dev.lock"]


def test_an_interrupted_set_up_is_taken_up_again(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(command: list[str]) -> None:
        raise KeyboardInterrupt

    set_up(run)
    (run.ROOT / "requirements.lock").write_text("changed")
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(run, "fetch", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.set_up_python(False)

    assert set_up(run) == ["requirements.lock"]


def test_a_broken_environment_is_made_again(run: ModuleType) -> None:
    set_up(run)
    run.PYTHON.unlink()
    run.PYTHON.symlink_to("/nowhere/python")

    assert set_up(run)[:1] == ["venv"]


def test_a_failing_installer_is_quoted_with_what_to_do(folder: Path) -> None:
    """The real ``fetch``, with an installer that finds no network."""
    loader = importlib.machinery.SourceFileLoader("run_fetch", str(RUN))
    spec = importlib.util.spec_from_loader("run_fetch", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)

    with pytest.raises(module.SetUpError) as refusal:
        module.fetch([sys.executable, "-c", "print('no network'); raise SystemExit(1)"])

    assert str(refusal.value).startswith("no network\n\nThe command above failed: ")
    assert "name a mirror it can reach" in str(refusal.value)


def test_an_unfit_python_is_named(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOUWEI_TRIED_PYTHON", "1")
    monkeypatch.setattr(run, "OLDEST", (3, 98))
    monkeypatch.setattr(run, "NEWEST", (3, 99))

    with pytest.raises(run.SetUpError, match=r"Python 3\.98 to 3\.99 is needed, this is 3\."):
        run.find_fitting_python()


def test_a_second_set_up_waits_for_the_first(run: ModuleType, folder: Path) -> None:
    script = (
        "import fcntl, sys, time; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX);"
        "print('held', flush=True); time.sleep(0.5)"
    )
    (folder / ".tools").mkdir()
    holder = subprocess.Popen([sys.executable, "-c", script, str(folder / ".tools/lock")], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()

    with run.one_at_a_time():
        ended = holder.wait(0.4)

    holder.stdout.close()
    assert ended == 0


def test_an_unknown_measurement_lists_those_there_are(run: ModuleType, folder: Path) -> None:
    (folder / "bench").mkdir()
    (folder / "bench" / "pages.py").touch()

    with pytest.raises(run.SetUpError, match="NAME is one of: pages"):
        run.measurement(["page"])

    assert run.measurement(["pages"]) == folder / "bench" / "pages.py"


def test_the_mirror_of_pip_is_handed_on(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.setenv("PIP_CERT", "/certificates.pem")
    run.site_settings.cache_clear()

    passed_on = run.site_settings()

    assert {name: passed_on[name] for name in ("UV_DEFAULT_INDEX", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")} == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/certificates.pem",
        "NODE_EXTRA_CA_CERTS": "/certificates.pem",
    }


def test_it_can_be_executed() -> None:
    assert os.access(RUN, os.X_OK)
    assert os.access(RUN.parent / ".ci" / "run", os.X_OK)
