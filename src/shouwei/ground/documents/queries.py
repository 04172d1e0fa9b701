"""Papers out of snapshots: nothing but the frozen content is read."""

from __future__ import annotations

from dataclasses import replace

from .models import Snapshot
from .official.codec import from_json
from .official.document import Foot, OfficialDocument
from .rules.canonical import digest


def paper_of(snapshot: Snapshot, name: str = "paper") -> OfficialDocument:
    """The paper kept under ``name``, with the snapshot's number and cut-off date in its foot.

    ``ValueError`` when the content no longer has the digest it was frozen with, ``KeyError`` when there is no such paper.
    """
    if digest(snapshot.content) != snapshot.sha256:
        raise ValueError(f"snapshot {snapshot.number} does not match its digest")
    paper = from_json(snapshot.content[name])
    return replace(paper, foot=Foot(snapshot.number, snapshot.cut_off, paper.foot.source))
