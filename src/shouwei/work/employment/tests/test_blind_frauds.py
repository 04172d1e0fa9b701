"""The blind world of ``blind_frauds`` before the cross-checks: recall by kind, honest people asked about by rule, printed as they are."""

from __future__ import annotations

from collections import defaultdict

from shouwei.work.employment.rules.cross_checks import Claim, doubts

from .blind_frauds import CENSUS, KINDS, Firm, Line, World, blind_world


def claims_in(world: World) -> list[Claim]:
    """The world's lines as ``claims.py`` would hand them on: numbers as they stand, for a digest keeps what is equal equal."""
    contacts = {school.key: frozenset(school.phones) for school in world.schools}
    return [_claim(key, line, world.register.get(line.firm_code), contacts[line.person.school]) for key, line in enumerate(world.lines)]


def _claim(key: int, line: Line, firm: Firm | None, contacts: frozenset[str]) -> Claim:
    return Claim(
        key=key,
        school=line.person.school,
        student=line.person.key,
        person=line.person.id_number,
        phone=line.person.phone,
        code=line.code,
        employer=line.firm_name,
        employer_code=line.firm_code,
        started_on=line.started_on,
        contract_until=line.until,
        born_on=line.person.born_on,
        kinds=frozenset(paper.kind for paper in line.papers),
        files=frozenset(paper.digest for paper in line.papers),
        files_dated=tuple(sorted(paper.dated_on for paper in line.papers)),
        staff=firm.staff if firm else None,
        founded_on=firm.founded_on if firm else None,
        employer_contact=firm.phone if firm else "",
        school_contacts=contacts,
        written_at=line.typed_at,
        written_by=line.written_by,
        still_enrolled=line.person.also is not None,
        level_claimed=2 if line.papers else 0,
    )


def test_blind(capsys: object) -> None:
    world = blind_world(1)
    asked: dict[int, set[str]] = defaultdict(set)
    for doubt in doubts(claims_in(world), census=CENSUS):
        for key in doubt.claims:
            asked[key].add(doubt.rule)
    for kind in KINDS:
        rows = [key for key, line in enumerate(world.lines) if kind in line.frauds]
        print(f"{kind:20} {sum(key in asked for key in rows) / len(rows):6.1%} of {len(rows)}")
    honest = [key for key, line in enumerate(world.lines) if not line.frauds]
    print("honest", sum(key in asked for key in honest) / len(honest))
    rules: dict[str, int] = defaultdict(int)
    for key in honest:
        for rule in asked.get(key, ()):
            rules[rule] += 1
    print(dict(rules))
