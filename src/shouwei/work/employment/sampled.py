"""A sample as it is kept: its list, its draw worked out once more, what its findings say of the list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from shouwei.core.acting import acting_as_system

from .models import Drawn, Question, Sample
from .rules import strata
from .rules.bounds import Part
from .rules.sampling import digest, draw, list_digest, list_text, true_share
from .rules.strata import Entry

UNSETTLED_QUESTIONS = (Question.Outcome.OPEN, Question.Outcome.REPLIED, Question.Outcome.UNRESOLVED)
SETTLED_FINDINGS = (Drawn.Finding.TRUE, Drawn.Finding.FALSE)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A revealed sample worked out once more from what was published."""

    seed: bool
    roster: bool
    drawn: bool

    @property
    def holds(self) -> bool:
        return self.seed and self.roster and self.drawn


def published_text(sample: Sample) -> str:
    """The closed list exactly as it was hashed; of formula 1 with weights, for the auditor's eyes."""
    if sample.formula == 1:
        return list_text(sample.kept.roster)
    return strata.list_text(sample.strata or (), list(_entries(sample).values()))


def drawn_numbers(sample: Sample) -> list[Entry]:
    """Numbers drawn, as anybody can work them out from the published list and the seed."""
    listed, sizes = list(_entries(sample).values()), sample.strata or ()
    return strata.draw(strata.list_text(sizes, listed), sizes, listed, seed=sample.seed)


def chosen(sample: Sample) -> list[tuple[int, int]]:
    """(person, stratum) in drawn order, by the formula the list was closed under."""
    if sample.formula == 1:
        return [(person, 1) for person in draw(sample.kept.roster, seed=sample.seed, size=sample.size)]
    person_of = {number: person for person, (number, _) in _entries(sample).items()}
    return [(person_of[number], stratum) for number, stratum in drawn_numbers(sample)]


def recomputed(sample: Sample, drawn: list[int]) -> Recomputed:
    """``drawn``: the destinations kept as drawn, in order of drawing."""
    hashed = list_digest(sample.kept.roster) if sample.formula == 1 else digest(published_text(sample))
    return Recomputed(
        seed=digest(sample.seed) == sample.seed_hash,
        roster=hashed == sample.list_hash,
        drawn=[person for person, _ in chosen(sample)] == drawn,
    )


def _entries(sample: Sample) -> dict[int, Entry]:
    return strata.entries(sample.kept.roster, sample.kept.salt)


def parts_of(sample: Sample) -> list[tuple[Part, int]]:
    """What became of those drawn from each stratum, and how many were drawn."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for stratum, finding in sample.drawn.values_list("stratum", "finding").order_by():
        found[stratum][finding] += 1
    return [
        (Part(people, found[place]["true"], found[place]["false"], found[place]["unreached"]), size)
        for place, (people, size) in enumerate(sample.strata or (), 1)
    ]


def least_true(samples: Iterable[Sample]) -> dict[int, float]:
    """Sample → lower bound (95 %) of the true share of its list; no entry before its findings bound anything."""
    with acting_as_system("a sample's findings bound the group's figure"):
        bounds = {row.pk: row.outcome["least"] for row in samples if row.outcome}
        old = {row.pk: row.listed for row in samples if row.formula == 1}
        found: dict[int, list[bool]] = defaultdict(list)
        for pk, finding in Drawn.objects.filter(sample__in=old, finding__in=SETTLED_FINDINGS).values_list(
            "sample", "finding"
        ):
            found[pk].append(finding == Drawn.Finding.TRUE)
    shares = {pk: true_share(old[pk], findings) for pk, findings in found.items()}
    return bounds | {pk: share for pk, share in shares.items() if share is not None}


def questions_open(cohort: int) -> Counter[int]:
    """Destination → weights of open and unresolved questions about it, together."""
    weights: Counter[int] = Counter()
    rows = Question.objects.filter(cohort=cohort, outcome__in=UNSETTLED_QUESTIONS)
    for concerns, destination, weight in rows.values_list("concerns", "destination", "weight"):
        for pk in {*concerns, *([destination] if destination else [])}:
            weights[pk] += weight
    return weights
