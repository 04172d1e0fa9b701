"""What a merger leaves apart: graduates stay in the figures of the school that taught them, and whoever reads one of both is told so.

Only the base of an intake is joined (``admissions.queries.bases_by_year``): the rows of a school that is gone are not opened to its
successor, and a figure must lead to its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from shouwei.core.text import in_words
from shouwei.ground.organisations.models import Organisation
from shouwei.ground.organisations.queries import successors, what_became


def union_notes(schools: Collection[int], *, taught: Collection[int], on: date) -> dict[int, str]:
    """School → a sentence. ``taught``: schools with graduates of the cohort. One query where nobody has merged, two at most."""
    gone = {pk: into for pk, (into, since) in successors().items() if since <= on}
    told = [pk for pk in gone if pk in schools or (pk in taught and gone[pk] in schools)]
    if not told:
        return {}
    rows = Organisation.objects.filter(pk__in=told).select_related("merged_into").order_by("merged_on", "name_pinyin")
    notes, absorbed = dict[int, str](), defaultdict[int, list[str]](list)
    for row in rows:
        if row.pk in schools:
            notes[row.pk] = f"{what_became(row, on)}，毕业生仍列在本校名下。"
        if row.pk in taught and row.merged_on is not None:
            absorbed[gone[row.pk]].append(f"{row}（{in_words(row.merged_on)}并入）")
    for pk, names in absorbed.items():
        if pk in schools:
            notes[pk] = f"不含{'、'.join(names)}的毕业生，仍列在原校名下。"
    return notes
