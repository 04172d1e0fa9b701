"""docs/keys.md is the tables as they are."""

from django.urls import get_resolver

from shouwei.config.commands.keys import printed

from .rooms import ROOT


def test_the_printed_keys_are_those_in_force() -> None:
    get_resolver().url_patterns  # noqa: B018  # importing the addresses imports every table

    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf8") == printed(), "run: ./run keys --write"
