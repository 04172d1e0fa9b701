"""Lay proofs beside a destination."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from shouwei.core.acting import acting_as_system
from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.documents.models import StoredFile
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.ground.people.models import Identity

from ..models import Destination, Proof
from .mark_paper import mark_paper
from .weigh import sharing, weigh

BY_SCHOOL = {"document", "notice", "agreement", "contract", "internship"}


@transaction.atomic
def add_proofs(
    destination: Destination,
    papers: Iterable[tuple[str, bytes]],
    *,
    kind: str,
    given_on: date,
    valid_until: date | None,
    note: str,
    by: Identity,
    today: date,
) -> list[Proof]:
    """All of the ``papers`` (name, content) or none: what is refused is named, so that it can be mended and all sent once more."""
    rows = []
    for name, data in papers:
        file = keep_file(name, data, by=by)
        rows.append(
            add_proof(
                destination,
                kind=kind,
                file=file,
                given_on=given_on,
                valid_until=valid_until,
                note=note,
                by=by,
                today=today,
            )
        )
    return rows


@transaction.atomic
def add_proof(
    destination: Destination,
    *,
    kind: str,
    file: StoredFile,
    given_on: date,
    valid_until: date | None,
    note: str,
    by: Identity,
    today: date,
) -> Proof:
    """A school lays papers; words of the person, employer, register and audit come by their own ways. A file another graduate
    already uses is taken and counts for neither, so that the question can be asked.
    """
    destination = (
        Destination.objects.select_for_update(of=("self",)).select_related("school", "student").get(pk=destination.pk)
    )
    if kind not in BY_SCHOOL:
        raise Refused("学校只能提供材料、通知、协议、合同或实习证明。")
    if given_on > today:
        raise Refused("材料日期还没有到，请核对。")
    if destination.state == Destination.State.LOCKED:
        raise Refused("本届去向已锁定，不能再补材料；需要时请联系秘书处解锁。")
    proof = Proof(
        destination=destination,
        kind=kind,
        file=file,
        given_on=given_on,
        valid_until=valid_until,
        note=note.strip(),
        given_by=by,
    )
    mark_paper(proof)
    proof.save()
    with acting_as_system("a file may be another school's paper too"):
        weigh(sharing(file.sha256), on=today)
    record(by=by, what="提供证明材料", on=proof, about=destination)
    return proof
