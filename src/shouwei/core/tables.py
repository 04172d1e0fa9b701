"""How a migration makes the tables of a room: ``operations = [Tables([CreateModel(…), CreateModel(…)])]``.

After every ``CreateModel`` of its own, Django renders each model that is related to the new one, through however many others: in
a house whose rooms all lead to the same persons and organisations, nearly all of it, for every table. Made together, the models are
rendered once a room; and they may refer to each other in any order, as PostgreSQL adds foreign keys at the end of a migration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Tables(Operation):
    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # a cached property: what was rendered is rendered again when asked for
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, *states)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *states: Any) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, *states)

    def describe(self) -> str:
        return f"Create {', '.join(model.name for model in self.models)}"
