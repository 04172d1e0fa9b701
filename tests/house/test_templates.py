"""Templates keep the strict content policy: nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from .rooms import SOURCE

TEMPLATES = sorted(path for path in SOURCE.rglob("templates/**/*.html"))
FORBIDDEN = {
    "an inline style": re.compile(r"""\sstyle\s*=\s*["']""", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event attribute": re.compile(r"""\son[a-z]+\s*=\s*["']""", re.I),
    "a javascript address": re.compile(r"javascript:", re.I),
    "something from elsewhere": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", re.I),
    "text marked safe": re.compile(r"\|\s*safe\b"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_in_a_template_breaks_the_content_policy(path: Path) -> None:
    text = path.read_text(encoding="utf8")

    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []
