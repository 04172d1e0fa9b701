"""Sessions in the database, with whose they are, from where and since when in columns of the same row."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from shouwei.core.clock import now
from shouwei.core.compiled import Compiled

from .models import Session

_by_key: Compiled[Session] = Compiled(lambda key: Session.objects.filter(session_key=key), texts=1, kept=True)
"""Asked by every page. Whether the session has run out is told by the clock, not by what is remembered."""


class SessionStore(DatabaseStore):
    row: Session | None = None
    """As read at the beginning of the request."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = _by_key(self.session_key)
        self.row = found[0] if found and found[0].expire_date > now() else None
        if self.row is None:
            self._session_key = None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row = cast(Session, super().create_model_instance(data))
        user = data.get(SESSION_KEY)
        row.user_id = int(user) if user else None
        facts = data.get("from", {})
        row.device, row.address, row.way = (facts.get(name, "") for name in ("device", "address", "way"))
        row.seen_at = now()
        row.began_at = self._began(row, row.seen_at)
        return row

    def _began(self, row: Session, at: datetime) -> datetime:
        """A session goes on while it is the same person's; signing in begins a new one."""
        before = self.row
        return before.began_at if before and before.pk == row.pk and before.user_id == row.user_id else at
