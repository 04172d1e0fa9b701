"""What a room that appraises must ask before it computes anything from a figure."""

from collections.abc import Sequence

from shouwei.core.verdict import Verdict

from ..models import Definition
from ..rules.appraisal import may_appraise, may_stand_alone


def may_appraise_by(definitions: Sequence[Definition]) -> Verdict:
    """Whether these figures, and no others, may decide a score; a refusal names them, the rule and its source."""
    return may_appraise(
        [row.name for row in definitions], [may_stand_alone(row.spec, alone=row.alone) for row in definitions]
    )
