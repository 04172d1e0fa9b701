"""Keep what a paper is compared by: bits and digests of its file, never its words."""

from __future__ import annotations

from shouwei.ground.documents.workflows.read_whole import read_whole

from ..models import Proof
from ..rules.paper_marks import marks_of


def mark_paper(proof: Proof) -> None:
    """Sets the marks of ``proof`` by the file it stands on; saving is the caller's."""
    assert proof.file is not None, "a paper has a file"
    data = read_whole(proof.file)
    names = (proof.destination.student.name, proof.destination.employer_name)
    marks = marks_of(data, proof.file.media_type, names=names)
    proof.picture, proof.seal, proof.wording, proof.made_on = marks.picture, marks.seal, marks.wording, marks.made_on
