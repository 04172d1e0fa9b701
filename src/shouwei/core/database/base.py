"""The backend named in settings: before a statement it sees to it that the server knows who acts.

What a server connection was told last is kept on that very connection, so pooled connections need no reset: whoever takes
one next is compared with what it says. A rollback takes the telling back with everything else, hence it is forgotten then.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from shouwei.core.acting import NOBODY, Actor, acting

TELL = (
    "SELECT set_config('shouwei.role', '{}', false), set_config('shouwei.organisation', '{}', false),"
    " set_config('shouwei.identity', '{}', false), set_config('shouwei.person', '{}', false)"
)
TOLD = "shouwei_told"


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Any:
        self._tell(acting())
        return super().create_cursor(name)

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
