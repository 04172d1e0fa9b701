"""The backend named in settings: before a statement it sees to it that the server knows who acts.

What a server connection was told last is kept on that very connection, so pooled connections need no reset: whoever takes
one next is compared with what it says. A rollback takes the telling back with everything else, hence it is forgotten then.

It also keeps, for the length of one look at a page, the name of the database's content as ``core.remembered`` asked for it, and
drops it the moment this very connection may have changed anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from shouwei.core.acting import NOBODY, Actor, acting

TELL = (
    "SELECT set_config('shouwei.role', '{}', false), set_config('shouwei.organisation', '{}', false),"
    " set_config('shouwei.identity', '{}', false), set_config('shouwei.person', '{}', false)"
)
TOLD = "shouwei_told"


PREPARED = ("SELECT", "INSERT", "UPDATE", "DELETE")


class PreparedCursor(psycopg.Cursor[Any]):
    """Statements are prepared: the server parses and plans them once a connection, and the policies of their tables with them."""

    def execute(self, query: Any, params: Any = None, **_: Any) -> Any:
        if not (isinstance(query, str) and query.startswith(PREPARED)):
            return super().execute(query, params)
        self.connection.prepare_threshold = 0
        try:
            return super().execute(query, params, prepare=True)
        finally:
            # All else is sent with its values in it; preparing that would only fill the server's memory.
            self.connection.prepare_threshold = None


class DatabaseWrapper(base.DatabaseWrapper):
    preparing = False
    """Whether all statements are prepared at present; see ``core.compiled.well_worn``."""
    looking = False
    """Whether one look is under way, during which ``stamp`` holds."""
    stamp: str | None = None
    """The name of what this look sees; None before it was asked, or after a write of our own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._notice_writes)

    def _notice_writes(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if not (isinstance(sql, str) and sql.startswith("SELECT")):
            self.stamp = None
        return execute(sql, params, many, context)

    def _commit(self) -> Any:
        self.stamp = None
        return super()._commit()  # type: ignore[misc]  # unknown to the stubs

    def create_cursor(self, name: str | None = None) -> Any:
        self._tell(acting())
        return self._worn_cursor() if self.preparing and not name else super().create_cursor(name)

    def prepared_cursor(self) -> Any:
        """For a few statements that are asked again and again with other values."""
        self.ensure_connection()
        self._tell(acting())
        return self._prepare_cursor(self._worn_cursor())  # type: ignore[attr-defined]  # unknown to the stubs

    def _worn_cursor(self) -> Any:
        """Where statements are written down, an ordinary one: of prepared ones the values could not be told."""
        return super().create_cursor() if self.queries_logged else PreparedCursor(self.connection)

    def _tell(self, actor: Actor | None) -> None:
        connection = self.connection
        if actor is None or getattr(connection, TOLD, NOBODY) == actor:
            return
        if connection.info.transaction_status == TransactionStatus.INERROR:
            return  # nothing but a rollback is accepted now
        parts = (actor.organisation, actor.identity, actor.user)
        connection.execute(TELL.format(_word(actor.role), *("" if part is None else int(part) for part in parts)))
        setattr(connection, TOLD, actor)

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # unknown to the stubs
        finally:
            self._forget()

    def _savepoint_rollback(self, sid: str) -> Any:
        # Afterwards, for the cursor that rolls back tells the server as well, and that too is taken back.
        try:
            return super()._savepoint_rollback(sid)  # type: ignore[misc]  # unknown to the stubs
        finally:
            self._forget()

    def _forget(self) -> None:
        if self.connection is not None:
            setattr(self.connection, TOLD, None)


def _word(role: str) -> str:
    """Roles are words of our own tables; anything else would be a way into the statement."""
    if not all(letter.isascii() and (letter.islower() or letter == "_") for letter in role):
        raise ValueError("a role is a lower-case word")
    return role
