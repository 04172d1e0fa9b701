"""Rules import without Django: a thousand cases run in a second, and an expert can read them alone."""

import subprocess
import sys

from .rooms import SOURCE

PROBE = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(sorted(name for name in sys.modules if name == "django" or name.startswith("django.")))
"""


def test_no_rule_brings_django_with_it() -> None:
    modules = sorted(
        "shouwei." + ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for path in SOURCE.glob("*/*/rules/**/*.py")
        if path.name != "__init__.py" and "tests" not in path.parts
    )

    done = subprocess.run(
        [sys.executable, "-c", PROBE, *modules], capture_output=True, text=True, check=False, cwd=SOURCE.parent
    )

    assert len(modules) > 10
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
