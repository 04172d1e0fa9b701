"""An official paper on the screen: the same blocks the printed one has."""

from __future__ import annotations

from typing import Any

from shouwei.ground.documents.official.document import OfficialDocument
from shouwei.ground.documents.official.marks import DEFAULT_MARKS, LOOKS, mark_of
from shouwei.ground.documents.official.sheet import sheet_of

STATES = {look.shape: state for state, look in LOOKS.items()}


def shown(paper: OfficialDocument) -> list[dict[str, Any]]:
    """Blocks of the main part as templates read them; letterhead, title and signature are left to the page."""
    blocks: list[dict[str, Any]] = sheet_of(paper)["parts"][0]["blocks"]
    return [_block(block) for block in blocks if block["type"] in ("heading", "paragraph", "table", "figures")]


def _block(block: dict[str, Any]) -> dict[str, Any]:
    """Tables with their cells gathered into rows; on the screen a state is a badge, on paper a shape."""
    if block["type"] != "table":
        return block
    rows: list[list[dict[str, Any]]] = [[] for _ in block["heights"]]
    for cell in block["cells"]:
        state = STATES.get(cell["shape"], "")
        rows[cell["row"]].append({**cell, "state": state, "word": mark_of(state, DEFAULT_MARKS).word})
    return {**block, "rows": rows}
