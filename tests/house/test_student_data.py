"""One student across all rooms: the copy, what may be deleted, what law keeps, and what must not pass through the school."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from shouwei.core.verdict import Refused
from shouwei.ground.audit.models import Event, Look, Version
from shouwei.ground.audit.queries.chain import verify_trail
from shouwei.ground.audit.workflows.link_trail import link_trail
from shouwei.ground.learners.models import RollChange, Student
from shouwei.ground.learners.tests.rolls import enrol
from shouwei.ground.privacy.queries.student import plan_student_erasure, ways_to, what_can_go
from shouwei.ground.privacy.workflows.erase_student import erase_student
from shouwei.ground.privacy.workflows.export_person import export_student
from shouwei.ground.privacy.workflows.note_erasure import erased_since
from shouwei.ground.privacy.workflows.repeat_erasures import repeat_erasures
from shouwei.work.employment.models import Confirmation, Destination, Drawn, Proof, Sample

from ..cast import Cast

PHONE = "13900000017"
MARK = "毕示例"
WHY = "毕业生本人书面申请"


@pytest.fixture
def graduate(cast: Cast, settings: Any, tmp_path: Path) -> Student:
    """A graduate with a phone, a change on the roll, a destination, its proof, an own word and a draw; a classmate beside."""
    settings.DATA = tmp_path
    student, other = enrol(cast.north, 2, name=MARK, state="graduated", cohort=2026)
    for row, phone in ((student, PHONE), (other, "13900000018")):
        row.phone = phone
        row.save()
    RollChange.objects.create(
        student=student, kind="graduate", happened_on=date(2026, 7, 1), reason="期满", recorded_by=cast.wu
    )
    went = Destination.objects.create(
        student=student,
        school=cast.north,
        cohort=2026,
        level="secondary",
        specialty_code="1",
        code="10",
        employer_name="虚构厂",
    )
    Proof.objects.create(
        destination=went, kind="contract", note="合同第七号", given_on=date(2026, 7, 2), given_by=cast.wu
    )
    Confirmation.objects.create(destination=went, answer="no", note="并未入职", answered_at="2026-07-03T08:00:00Z")
    sample = Sample.objects.create(
        title="抽查", cohort=2026, size=1, seed_hash="0", committed_at="2026-07-01T08:00:00Z", committed_by=cast.shen
    )
    Drawn.objects.create(sample=sample, destination=went, place=1, note="电话核实")
    return student


def test_every_table_that_hangs_from_a_student_is_found() -> None:
    """A room that is added later is found the same way; this is what there is today."""
    found = {model._meta.label_lower for model in ways_to(Student)}

    assert {"learners.student", "learners.rollchange", "employment.destination", "employment.proof"} <= found
    assert {"employment.confirmation", "employment.correction", "employment.drawn", "employment.question"} <= found


@pytest.mark.django_db(transaction=True)
def test_the_copy_holds_all_rooms_in_full_and_nothing_of_a_classmate(graduate: Student, cast: Cast) -> None:
    packed = zipfile.ZipFile(io.BytesIO(export_student(graduate, because=WHY, by=cast.wu)))
    data = json.loads(packed.read("data.json"))
    page = packed.read("个人信息.html").decode()

    assert sorted(data["信息"]) == ["学生", "学籍异动", "毕业去向", "证据"] or len(data["信息"]) == 4
    assert all(word in page for word in (PHONE, MARK, "虚构厂", "合同第七号", "期满"))
    assert [word for word in ("13900000018", "并未入职", "电话核实") if word in page] == []
    assert list(Look.objects.values_list("what", "on_type", "on_id")) == [
        ("个人信息副本", "learners.student", graduate.pk)
    ]
    assert Event.objects.filter(what="提供个人信息副本", on_id=graduate.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_dry_run_says_what_stays_and_why_and_tells_nothing_of_the_quiet_no(graduate: Student) -> None:
    lines = plan_student_erasure(graduate)

    assert {line.action for line in lines} == {"清空", "保留"}
    assert [line.noun for line in lines if line.action == "保留" and not line.because] == []
    assert [line for line in lines if "本人" in line.noun and "答复" in line.noun] == []
    assert [(part.model.__name__, part.columns) for part in what_can_go(graduate)] == [
        ("Student", ("phone", "phone_index"))
    ]


@pytest.mark.django_db(transaction=True)
def test_what_may_go_goes_with_its_old_values_and_the_rest_stays(graduate: Student, cast: Cast) -> None:
    graduate.name = f"{MARK}改"
    graduate.save()
    link_trail()

    changed = erase_student(graduate, because=WHY, by=cast.lin)

    graduate.refresh_from_db()
    link_trail()
    assert (changed, graduate.phone, graduate.phone_index, graduate.name) == (1, None, None, f"{MARK}改")
    assert Version.objects.filter(table="learners_student", row=graduate.pk).count() == 0
    assert (Destination.objects.count(), Proof.objects.get().note) == (1, "合同第七号")
    told = Event.objects.get(what="删除个人信息")
    assert (told.why, told.changes, PHONE in str(told.changes)) == (WHY, {"手机号": ["有", None]}, False)
    assert verify_trail().fault == ""
    assert list(erased_since(told.at.replace(microsecond=0))) == [("learners.student", graduate.pk)]
    other = Student.objects.exclude(pk=graduate.pk).get()
    assert other.phone is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("change", "because", "says"),
    [
        ({"state": "enrolled", "cohort": None}, WHY, "在校期间学籍和联系方式是学籍管理所必需"),
        ({"state": "suspended", "cohort": None}, WHY, "学籍状态为“休学”"),
        ({}, "申请", "至少4个字"),
        ({"phone": None, "phone_index": None}, WHY, "能够删除的内容已经删除"),
    ],
)
def test_what_is_refused_and_that_nothing_was_written(
    graduate: Student, cast: Cast, change: dict[str, Any], because: str, says: str
) -> None:
    Student.objects.filter(pk=graduate.pk).update(**change)
    before = Event.objects.count()

    with pytest.raises(Refused, match=says):
        erase_student(graduate, because=because, by=cast.lin)

    assert (Event.objects.count(), list(erased_since(Event.objects.earliest("at").at) if before else [])) == (
        before,
        [],
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("who", "seen", "copied", "erased"),
    [
        ("lin", 200, 200, 302),
        ("wu", 200, 200, 403),
        ("zhao", 404, 404, 404),  # another school's student does not exist for him
        ("guan", 403, 403, 403),
        ("he", 404, 404, 404),
    ],
)
def test_who_may_answer_a_students_request(
    graduate: Student, cast: Cast, client: Client, who: str, seen: int, copied: int, erased: int
) -> None:
    client.force_login(cast[who].user)

    statuses = (
        client.get(reverse("privacy:student", args=[graduate.pk])).status_code,
        client.post(reverse("privacy:student_copy", args=[graduate.pk]), {"copy-because": WHY}).status_code,
        client.post(reverse("privacy:erase_student", args=[graduate.pk]), {"erase-because": WHY}).status_code,
    )

    graduate.refresh_from_db()
    assert (statuses, graduate.phone is None) == ((seen, copied, erased), erased == 302)


@pytest.mark.django_db(transaction=True)
def test_no_table_holds_the_phone_afterwards(graduate: Student, cast: Cast) -> None:
    """Encrypted, it could not be found as text: the digest it is looked up by is searched for instead."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(phone_index, 'hex') FROM learners_student WHERE id = %s", [graduate.pk])
        digest = str((cursor.fetchone() or ("",))[0])
    assert len(digest) == 32

    erase_student(graduate, because=WHY, by=cast.lin)

    left = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            rows = f"SELECT count(*) FROM {connection.ops.quote_name(table)} t"  # noqa: S608  # names from the catalogue
            cursor.execute(f"{rows} WHERE t::text LIKE %s OR t::text LIKE %s", [f"%{PHONE}%", f"%{digest}%"])
            left += [table] if (cursor.fetchone() or (0,))[0] else []
    assert left == []


@pytest.mark.django_db(transaction=True)
def test_a_restore_does_not_bring_an_erased_person_back(graduate: Student, cast: Cast) -> None:
    before = Event.objects.latest("at").at if Event.objects.exists() else graduate.destinations.get().changed_at
    erase_student(graduate, because=WHY, by=cast.lin)
    graduate.phone = PHONE
    graduate.save()  # as an older backup has it

    again = repeat_erasures(before)

    graduate.refresh_from_db()
    assert (again, graduate.phone, graduate.phone_index) == (1, None, None)
