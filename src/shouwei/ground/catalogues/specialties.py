"""Specialties as schools write them, held against the published editions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from shouwei.core.sheets import Context, Fault, Rows
from shouwei.core.verdict import Refused

from .models import Code, Edition, Mapping
from .queries import published
from .rules.shapes import Catalogue
from .rules.specialties import Issue, Known, Written, bare, wrong_specialty, years_in

COLUMNS = ("level", "specialty_code", "specialty_name")
EDITION = "catalogue_edition"
LEVELS = {"secondary": "中职", "technician": "技工", "higher": "高职专科", "bachelor": "职业本科"}
"""Levels of rolls and programmes, which lie above, in the catalogue's words."""
PARTIAL = "部分"
"""In the name of an edition of which only some codes have been entered."""


def wrong_specialties(rows: Collection[Written]) -> dict[Written, tuple[str, str]]:
    """Those that cannot be, with field and sentence; three queries, whatever the number of rows."""
    known = _known()
    judged = ((row, wrong_specialty(row, known)) for row in rows)
    return {row: wrong for row, wrong in judged if wrong is not None}


def require_specialty(row: Written) -> None:
    for _, sentence in wrong_specialties([row]).values():
        raise Refused(sentence)


def specialty_faults(rows: Rows, context: Context) -> Iterator[Fault]:
    """For a sheet with the columns of :data:`COLUMNS` and :data:`EDITION`."""
    if EDITION in rows.names:
        years = rows.column("entry_year") if "entry_year" in rows.names else [None] * len(rows.values)
        yield from _faults(rows, rows.column(EDITION), years)


def specialty_faults_by_year(rows: Rows, context: Context) -> Iterator[Fault]:
    """For a sheet that names no edition: the ``year`` somebody comes in tells it."""
    if "year" in rows.names:
        yield from _faults(rows, [""] * len(rows.values), rows.column("year"))


def _faults(rows: Rows, editions: Sequence[str], years: Sequence[int | None]) -> Iterator[Fault]:
    """What is written alike is judged once."""
    if not set(COLUMNS) <= set(rows.names):
        return
    said = list(zip(*(rows.column(name) for name in COLUMNS), editions, years, strict=True))
    written = {one: Written(LEVELS[one[0]], *one[1:]) for one in set(said)}
    wrong = wrong_specialties(list(written.values()))
    if not wrong:
        return
    for number, one in enumerate(said):
        if (fault := wrong.get(written[one])) is not None:
            yield Fault(number, *fault)


def _known() -> Known:
    editions = list(published(Catalogue.SPECIALTIES).select_related("base"))
    codes: dict[int, dict[str, tuple[str, str]]] = {one.pk: {} for one in editions}
    rows = Code.objects.filter(edition__in=editions).values_list("edition", "code", "name", "level")
    for edition, code, name, level in rows:
        codes[edition][bare(code)] = (name, level)
    became: dict[str, list[str]] = {}
    changed = Mapping.objects.filter(new_edition__in=editions).exclude(new="").order_by("old", "new")
    for old, new in changed.values_list("old", "new"):
        if old != new:
            became.setdefault(bare(old), []).append(bare(new))
    issues = [
        Issue(
            one.name, frozenset(_words(one)), one.used_from.year if one.used_from else None,
            whole=_is_whole(one), codes=codes[one.pk],
        )
        for one in editions
    ]  # fmt: skip
    return Known(issues, became)


def _is_whole(edition: Edition) -> bool:
    """As far as the issuer's totals tell; a supplement is as whole as what it adds to."""
    own = PARTIAL not in edition.name and not edition.differences
    return own and (edition.base is None or _is_whole(edition.base))


def _words(edition: Edition) -> list[str]:
    """Its name and years, and those of what it supplements: a roster says 2021 and means it with what was added."""
    own = [edition.name, *years_in(edition.name)]
    return own + (_words(edition.base) if edition.base is not None else [])
