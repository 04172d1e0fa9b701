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


ASKS_AGAIN = re.compile(r"\shx-(?:get|post|put|patch|delete)\s*=|<c-job-progress\b")
INCLUDED = re.compile(r"""\{%\s*include\s+["']([^"']+)["']""")
BY_NAME = {str(path).rpartition("/templates/")[2]: path.read_text(encoding="utf8") for path in TEMPLATES}
WHOLE_PAGES = sorted(name for name, text in BY_NAME.items() if re.search(r"\{%\s*extends\b", text))


def parts_of(name: str) -> set[str]:
    """The template and everything it includes by name, at any depth."""
    found: set[str] = set()
    waiting = {name}
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting |= {part for part in INCLUDED.findall(BY_NAME.get(one, "")) if part in BY_NAME} - found
    return found


def test_a_page_with_parts_that_are_fetched_brings_what_fetches_them() -> None:
    asking = {name for name in WHOLE_PAGES if any(ASKS_AGAIN.search(BY_NAME[part]) for part in parts_of(name))}

    assert sorted(name for name in asking if "core/htmx.html" not in parts_of(name)) == []
    assert {"imports/batch.html", "exports/export.html", "planning/write_part.html"} <= asking
