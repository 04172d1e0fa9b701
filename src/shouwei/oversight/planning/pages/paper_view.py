"""An official paper on the screen: the same blocks the printed one has."""

from __future__ import annotations

from typing import Any

from shouwei.ground.documents.official.document import OfficialDocument
from shouwei.ground.documents.official.sheet import sheet_of


def shown(paper: OfficialDocument) -> list[dict[str, Any]]:
    """Blocks of the main part as templates read them; letterhead, title and signature are left to the page."""
    blocks: list[dict[str, Any]] = sheet_of(paper)["parts"][0]["blocks"]
    return [_block(block) for block in blocks if block["type"] in ("heading", "paragraph", "table", "figures")]


def _block(block: dict[str, Any]) -> dict[str, Any]:
    """Tables with their cells gathered into rows."""
    if block["type"] != "table":
        return block
    rows: list[list[dict[str, Any]]] = [[] for _ in block["heights"]]
    for cell in block["cells"]:
        rows[cell["row"]].append(cell)
    return {**block, "rows": rows}
