"""How often pages ask the database: a list asks as often for one row as for thirty."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def questions(client: Client, pages: Iterable[str]) -> list[int]:
    """Queries of each page, which has to open."""
    counts = []
    for page in pages:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        counts.append(len(asked))
    return counts
