"""Papers out of snapshots, editions of a file, and files found damaged."""

from __future__ import annotations

from dataclasses import replace

from .models import Damage, Edition, Snapshot, StoredFile
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


def editions_of(file: StoredFile) -> list[Edition]:
    """Older files of what ``file`` stands for now, the latest first; one query."""
    return list(file.editions.select_related("old", "replaced_by__user", "replaced_by__organisation"))


def damaged_files() -> int:
    """How many kept files were found damaged and have not been found whole since."""
    return Damage.objects.count()
