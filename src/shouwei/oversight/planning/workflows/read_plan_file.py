"""Read an uploaded plan in a limited child process.  Writes nothing; the preview keeps what it returns."""

from __future__ import annotations

from typing import Any

from shouwei.ground.documents.reading.child import PASTED, in_child, open_document

from ..rules.plan_reader.draft import NotAPlan, PlanDraft
from ..rules.plan_reader.read import read_plan

REFUSAL = "not_a_plan"


def read_plan_file(data: bytes, name: str) -> PlanDraft:
    """The draft of an uploaded file. Raises ``Unreadable`` or :class:`NotAPlan`, each with a Chinese sentence."""
    return _draft_of(in_child(plan_json, data, name))


def read_plan_pasted(text: str) -> PlanDraft:
    """The draft of pasted text."""
    return _draft_of(in_child(plan_json, text.encode(), PASTED))


def plan_json(data: bytes, name: str) -> dict[str, Any]:
    """The work of the child: read the file and the plan in it."""
    try:
        return read_plan(open_document(data, name)).as_json()
    except NotAPlan as refusal:
        return {REFUSAL: str(refusal)}


def _draft_of(reply: dict[str, Any]) -> PlanDraft:
    if REFUSAL in reply:
        raise NotAPlan(reply[REFUSAL])
    return PlanDraft.from_json(reply)
