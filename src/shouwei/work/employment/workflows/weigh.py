"""Work out how well destinations are proven: after every proof, answer, finding, and for everybody on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from stdnum.cn import uscc

from shouwei.core.acting import acting_as_system
from shouwei.core.clock import day_of

from ..models import Confirmation, Correction, Destination, Drawn, Proof, Standing
from ..rules.employer_word import still_fits
from ..rules.evidence import Piece, level_of


def weigh(destinations: Iterable[Destination], *, on: date, because: str = "材料作废、到期或与他人共用") -> int:
    """Writes the level by papers on the destination and the level with the graduate's word in ``Standing``. Eight queries.

    A level that falls leaves a line among the corrections: by papers alone, so that it tells nothing of the graduate's answer.
    """
    rows = list(destinations)
    keys = [row.pk for row in rows]
    with acting_as_system("levels are weighed over what the graduate alone has said"):
        papers = _papers(rows)
        said = _said(keys)
        fallen = []
        for row in rows:
            before, row.evidence_level = row.evidence_level, level_of(row.code, papers[row.pk], on=on)
            if row.evidence_level < before:
                changes = {"evidence_level": [f"E{before}", f"E{row.evidence_level}"]}
                fallen.append(
                    Correction(destination=row, edition=row.edition, changes=changes, reason=because, corrected_on=on)
                )
        Correction.objects.bulk_create(fallen, batch_size=2000)
        Destination.objects.bulk_update(rows, ["evidence_level"], batch_size=2000)
        standings = [
            Standing(destination_id=row.pk, level=level_of(row.code, papers[row.pk] + said[row.pk], on=on))
            for row in rows
        ]
        Standing.objects.bulk_create(
            standings, update_conflicts=True, unique_fields=["destination"], update_fields=["level"], batch_size=2000
        )
    return len(rows)


def sharing(*digests: str) -> list[Destination]:
    """Everybody whose standing papers have one of these digests, of whichever school; to be asked as the system."""
    return list(Destination.objects.filter(proofs__file__sha256__in=digests, proofs__void_reason="").distinct())


def _papers(rows: list[Destination]) -> dict[int, list[Piece]]:
    """Proofs, with those void that two graduates share."""
    found: dict[int, list[Piece]] = defaultdict(list)
    by_key = {row.pk: row for row in rows}
    proofs = list(Proof.objects.filter(destination__in=by_key).select_related("file", "employer_answer__ask"))
    digests = {proof.file.sha256 for proof in proofs if proof.file}
    users: dict[str, set[int]] = defaultdict(set)
    standing = Proof.objects.filter(file__sha256__in=digests, void_reason="")
    for sha256, student in standing.values_list("file__sha256", "destination__student"):
        users[sha256].add(student)
    for proof in proofs:
        row = by_key[proof.destination_id]
        shared = proof.file is not None and len(users[proof.file.sha256]) > 1
        found[row.pk].append(
            Piece(
                proof.kind,
                proof.given_on,
                proof.valid_until,
                void=bool(proof.void_reason) or shared or _about_something_else(proof, row),
                form_checked=bool(row.employer_name and row.started_on and uscc.is_valid(row.employer_code)),
            )
        )
    return found


def _about_something_else(proof: Proof, row: Destination) -> bool:
    """An employer confirmed what its page showed; the school has named another employer or another first day since."""
    answer = getattr(proof, "employer_answer", None)
    return answer is not None and not still_fits(
        code=row.employer_code,
        asked_code=answer.ask.employer_code,
        started_on=row.started_on,
        shown_started_on=answer.started_on,
    )


def _said(keys: list[int]) -> dict[int, list[Piece]]:
    """The graduate's last answer, and what an auditor found."""
    found: dict[int, list[Piece]] = defaultdict(list)
    answers = Confirmation.objects.filter(destination__in=keys).order_by("pk")
    last = {row.destination_id: row for row in answers}
    for key, answer in last.items():
        if answer.answer == Confirmation.Answer.YES:
            found[key].append(Piece("person", day_of(answer.answered_at)))
        elif answer.answer == Confirmation.Answer.NO:
            found[key].append(Piece("person", day_of(answer.answered_at), contradicts=True))
    for drawn in Drawn.objects.filter(destination__in=keys, found_on__isnull=False).exclude(
        finding=Drawn.Finding.UNREACHED
    ):
        assert drawn.found_on is not None
        untrue = drawn.finding == Drawn.Finding.FALSE
        found[drawn.destination_id].append(Piece("audit", drawn.found_on, contradicts=untrue))
    return found
