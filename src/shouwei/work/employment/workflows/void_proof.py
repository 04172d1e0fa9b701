"""Void a proof; it stays, with the reason."""

from datetime import date

from django.db import transaction

from shouwei.core.verdict import Refused
from shouwei.ground.audit.workflows.record import record
from shouwei.ground.people.models import Identity

from ..models import Destination, Proof
from .weigh import weigh


@transaction.atomic
def void_proof(proof: Proof, *, reason: str, by: Identity, today: date) -> None:
    proof = Proof.objects.select_for_update(of=("self",)).select_related("destination", "file").get(pk=proof.pk)
    if not reason.strip():
        raise Refused("请写明作废的原因。")
    if proof.void_reason:
        raise Refused("这份材料已经作废。")
    proof.void_reason = reason.strip()
    proof.save(update_fields=["void_reason"])
    same = proof.file.sha256 if proof.file else ""
    concerned = Destination.objects.filter(proofs__file__sha256=same) if same else Destination.objects.none()
    weigh({row.pk: row for row in (*concerned, proof.destination)}.values(), on=today)
    record(by=by, what="voided_proof", on=proof, about=proof.destination, why=proof.void_reason)
