"""What must not stand in the project: machine paths, registry hosts, text of other people's plans; nor code on the screen."""

import re
import subprocess

from shouwei.config.jobs import JOBS, app
from shouwei.front.operations.queries import WORDS

from .rooms import ROOT

# Written in pieces so that this file does not find itself.
FORBIDDEN = re.compile(
    "|".join(["/" + "work/", "registry" + r"\.npmjs", r"pypi" + r"\.org", "files" + r"\.pythonhosted"])
)


def test_no_machine_path_and_no_registry_host_stands_in_the_project() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    found = []
    for name in filter(None, tracked):
        path = ROOT / name
        if not path.is_file() or path.suffix in {".docx", ".xlsx", ".png", ".woff2"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf8", errors="replace").splitlines(), 1):
            if FORBIDDEN.search(line):
                found.append(f"{name}:{number}")

    assert found == []


def test_every_job_has_a_name_on_the_screen() -> None:
    ours = {name for name in app.tasks if not name.startswith(("procrastinate.", "builtin:"))}

    assert sorted((ours | set(JOBS)) - set(WORDS)) == []
