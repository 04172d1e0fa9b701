"""A snapshot keeps what it was given, and nobody changes it."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from tests.cast import Cast

from shouwei.ground.documents.models import Snapshot
from shouwei.ground.documents.official.codec import as_json
from shouwei.ground.documents.official.document import Foot, OfficialDocument, Paragraph
from shouwei.ground.documents.queries import paper_of
from shouwei.ground.documents.rules.canonical import canonical
from shouwei.ground.documents.workflows.take_snapshot import take_snapshot

DAY = date(2026, 3, 10)
PAPER = OfficialDocument(title="调度材料", body=(Paragraph("一切正常。"),), foot=Foot(source="各单位填报"))


def test_the_paper_comes_back_with_number_and_cut_off_day(cast: Cast) -> None:
    taken = take_snapshot("pack", "调度材料", DAY, {"paper": as_json(PAPER)}, cast.chen)

    kept = Snapshot.objects.get()

    assert (kept.sha256, kept.content, kept.taken_by) == (taken.sha256, {"paper": as_json(PAPER)}, cast.chen)
    assert paper_of(kept) == OfficialDocument(
        title="调度材料", body=(Paragraph("一切正常。"),), foot=Foot(kept.number, DAY, "各单位填报")
    )


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_touch_it(cast: Cast, change: str) -> None:
    taken = take_snapshot("pack", "调度材料", DAY, {"n": 1}, cast.chen)

    with pytest.raises(ProgrammingError, match="a snapshot is frozen"), transaction.atomic():
        Snapshot.objects.update(title="别的") if change == "update" else Snapshot.objects.filter(pk=taken.pk).delete()

    assert list(Snapshot.objects.values_list("title", "content")) == [("调度材料", {"n": 1})]


def test_content_that_differs_from_its_digest_is_not_printed(cast: Cast) -> None:
    taken = take_snapshot("pack", "调度材料", DAY, {"paper": as_json(PAPER)}, cast.chen)
    taken.content = {"paper": as_json(OfficialDocument(title="别的"))}

    with pytest.raises(ValueError, match="does not match its digest"):
        paper_of(taken)


def test_one_text_for_one_value() -> None:
    assert canonical({"b": 1, "a": ["甲", 0.7]}) == '{"a":["甲",0.7],"b":1}'
