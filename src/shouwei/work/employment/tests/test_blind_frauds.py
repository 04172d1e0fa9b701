"""The blind world of ``blind_frauds`` before the cross-checks: recall by kind, honest people asked about by rule, printed as they are."""

from __future__ import annotations

import io
import zipfile
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from shouwei.core.sheets.cells import id_number_fault
from shouwei.ground.documents.rules.uploads import Judged, check_upload
from shouwei.work.employment.rules.checking import Claim, Setting, Year
from shouwei.work.employment.rules.cross_checks import doubts, same_mail
from shouwei.work.employment.rules.paper_checks import SAME_PICTURE
from shouwei.work.employment.rules.paper_marks import Marks, alike, marks_of, wording_of

from .blind_frauds import CENSUS, HOLIDAYS, KINDS, Firm, Line, School, World, blind_scans, blind_world


def setting_in(world: World) -> Setting:
    return Setting(
        census=CENSUS,
        days_off=HOLIDAYS,
        kinds={school.key: school.kind for school in world.schools},
        past={
            school.key: [
                Year(graduates, settled, round(graduates * 0.09)) for graduates, settled in school.history.values()
            ]
            for school in world.schools
        },
    )


def claims_in(world: World) -> list[Claim]:
    """The world's lines as ``claims.py`` would hand them on: numbers as they stand, for a digest keeps what is equal equal."""
    schools = {school.key: school for school in world.schools}
    earlier = {line.person.key: line.until for line in world.earlier}
    return [
        _claim(key, line, world.register.get(line.firm_code), schools[line.person.school], earlier)
        for key, line in enumerate(world.lines)
    ]


def _claim(key: int, line: Line, firm: Firm | None, school: School, earlier: dict[int, date | None]) -> Claim:
    names = (line.person.name, line.firm_name)
    return Claim(
        key=key,
        school=school.key,
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
        signed_on=tuple(paper.dated_on for paper in line.papers if paper.kind in ("agreement", "contract")),
        wordings=frozenset(filter(None, (wording_of(paper.text, names) for paper in line.papers))),
        made=tuple((paper.dated_on, paper.made_on) for paper in line.papers if paper.made_on),
        staff=firm.staff if firm else None,
        founded_on=firm.founded_on if firm else None,
        closed_on=firm.closed_on if firm else None,
        trade_said=line.firm_trade,
        trade_kept=firm.trade if firm else "",
        employer_contact=firm.phone if firm else "",
        school_contacts=frozenset(school.phones),
        mail_of_school=bool(firm and same_mail([firm.email], [school.email])),
        written_at=line.typed_at,
        written_by=line.written_by,
        still_enrolled=line.person.also is not None,
        earlier_until=earlier.get(line.person.key),
        level_claimed=2 if line.papers else 0,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_blind_world_is_asked_about(seed: int) -> None:
    """Every kind to 95 % but one: a dozen papers dated on holidays cannot be told from chance in a school of a thousand papers."""
    world = blind_world(seed)
    found = doubts(claims_in(world), setting_in(world))
    asked: dict[int, set[str]] = defaultdict(set)
    for doubt in found:
        for key in doubt.claims:
            asked[key] |= {doubt.rule} - {"no_employer_code"}
    spoiled = {school.key: school for school in world.schools if school.frauds}
    honest = [key for key, row in enumerate(world.lines) if not row.frauds and row.person.school not in spoiled]

    recall = {}
    for kind in KINDS:
        keys = [key for key, row in enumerate(world.lines) if kind in row.frauds]
        at_the_door = [key for key in keys if id_number_fault(world.lines[key].person.id_number)]
        caught = at_the_door if kind == "wrong_id" else [key for key in keys if asked[key]]
        recall[kind] = len(caught) / len(keys)
    wronged = Counter(rule for key in honest for rule in asked[key])
    any_rule = sum(bool(asked[key]) for key in honest) / len(honest)
    lacking = sum(len(doubt.claims) for doubt in found if doubt.rule == "no_employer_code") / len(world.lines)
    of_schools = {(doubt.school, doubt.rule) for doubt in found if not doubt.claims or doubt.rule == "round_days"}
    print(f"\nblind world {seed}: recall by kind")
    for kind, share in recall.items():
        print(f"  {kind:18} {share:6.1%}")
    print("  honest asked about, by rule:", {rule: f"{count / len(honest):.2%}" for rule, count in wronged.items()})
    print(f"  honest asked about by any rule: {any_rule:.2%}; codes to be filled in: {lacking:.2%}")
    print("  whole schools:", {(school, *world.schools[school].frauds, rule) for school, rule in of_schools})

    assert {kind: share for kind, share in recall.items() if share < 0.95 and kind != "on_holidays"} == {}
    assert recall["on_holidays"] >= 0.45
    assert not any(id_number_fault(world.lines[key].person.id_number) for key in honest)
    assert any_rule <= 0.01
    assert of_schools == {(key, SCHOOL_RULES[fraud]) for key, school in spoiled.items() for fraud in school.frauds}


SCHOOL_RULES = {"jump": "jump", "first_of_month": "round_days"}


def test_blank_pages_and_broken_files_leave_no_marks() -> None:
    """Two nearly empty pages are alike whatever they are; what cannot be read tells nothing and stops nobody."""
    blank = io.BytesIO()
    Image.new("RGB", (620, 877), "white").save(blank, "JPEG")
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("word/document.xml", "<a><b></a>")

    assert marks_of(blank.getvalue(), "image/jpeg", names=()) == Marks()
    assert marks_of(broken.getvalue(), "application/x", names=()) == Marks()
    assert marks_of(b"%PDF-1.4 /CreationDate (D:20260220)", "application/pdf", names=()) == Marks()  # a scan: no words
    typed = marks_of(b"%PDF-1.4 /Font /CreationDate (D:20260220)", "application/pdf", names=())
    assert typed == Marks(made_on=date(2026, 2, 20))
    assert marks_of(b"%PDF-1.4 /Font /CreationDate (D:20260230)", "application/pdf", names=()) == Marks()


def test_a_scan_in_a_pdf_is_its_picture() -> None:
    scan = blind_scans(2, honest=1, each=0)[0].data
    pdf = io.BytesIO()
    with Image.open(io.BytesIO(scan)) as page:
        page.save(pdf, "PDF", quality=70)

    bare, bound = marks_of(scan, "image/jpeg", names=()), marks_of(pdf.getvalue(), "application/pdf", names=())

    assert len(alike([bare.picture, bound.picture], within=SAME_PICTURE)) == 1
    assert bound.seal
    assert bound.made_on is None
    cut = pdf.getvalue().replace(b"\xff\xd8\xff", b"\x00\x00\x00")
    assert marks_of(cut, "application/pdf", names=()) == Marks()


def test_scans_are_told_apart() -> None:
    """Drawn, scanned, let through the gate, marked: what was one sheet is found, what were two sheets of one form is not."""
    scans = blind_scans(1, honest=110, each=8)
    claims = []
    for key, scan in enumerate(scans):
        judged = check_upload(f"{key}.jpg", scan.data)
        assert isinstance(judged, Judged)
        marks = marks_of(judged.data, judged.media_type, names=())
        claim = Claim(key, 1, scan.person, "", "", "11", scan.firm, scan.firm, None, None, date(2005, 1, 1))
        claims.append(
            replace(
                claim,
                files=frozenset({f"{key}"}),
                pictures=(marks.picture,) if marks.picture else (),
                seals=(marks.seal,) if marks.seal else (),
            )
        )
    asked: dict[str, set[int]] = defaultdict(set)
    for doubt in doubts(claims, Setting(CENSUS)):
        asked[doubt.rule] |= set(doubt.claims)
    wanted = {
        "near_picture": [k for k, scan in enumerate(scans) if scan.fraud in ("same_scan", "name_painted")],
        "one_seal": [k for k, scan in enumerate(scans) if scan.fraud == "one_seal"],
    }
    sources = {scan.source for scan in scans if scan.fraud}
    print("\nscans of papers:")
    for rule, keys in wanted.items():
        false = [k for k in asked[rule] if not scans[k].fraud and k not in sources]
        print(
            f"  {rule:14} found {len(asked[rule] & set(keys))} of {len(keys)}; honest asked about: {len(false)} of 110"
        )
        assert len(asked[rule] & set(keys)) >= 0.95 * len(keys)
        assert len(false) <= 1
