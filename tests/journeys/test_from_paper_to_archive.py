"""From a sheet of paper to a closed task: one story over documents, planning, notices, calendar and audit."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from shouwei.config.sample.plan import sample_plan
from shouwei.ground.audit.queries import history_of
from shouwei.ground.documents.archive import verify_archive
from shouwei.ground.documents.workflows.keep_file import keep_file
from shouwei.oversight.planning.models import Difficulty, Duty, Meeting, Plan, SupervisionNotice
from shouwei.oversight.planning.queries.lights import light_of_duty
from shouwei.oversight.planning.rules.periods import period_of
from shouwei.oversight.planning.workflows.archive_task import archive_task
from shouwei.oversight.planning.workflows.ask_completion import ask_completion
from shouwei.oversight.planning.workflows.attach_evidence import attach_evidence
from shouwei.oversight.planning.workflows.confirm_completion import confirm_completion
from shouwei.oversight.planning.workflows.draft_notices import draft_notices
from shouwei.oversight.planning.workflows.import_plan import import_plan
from shouwei.oversight.planning.workflows.keep_programme_draft import ProgrammeWords
from shouwei.oversight.planning.workflows.plan_meeting import plan_meeting
from shouwei.oversight.planning.workflows.publish_plan import publish_plan
from shouwei.oversight.planning.workflows.register_programme import register_programme
from shouwei.oversight.planning.workflows.reply_notice import reply_notice
from shouwei.oversight.planning.workflows.review_completion import review_completion
from shouwei.oversight.planning.workflows.save_programme import save_programme
from shouwei.oversight.planning.workflows.save_report import ReportWords
from shouwei.oversight.planning.workflows.send_notice import send_notice
from shouwei.oversight.planning.workflows.sign_notice import sign_notice
from shouwei.oversight.planning.workflows.submit_programme import submit_programme
from shouwei.oversight.planning.workflows.submit_report import submit_report
from tests.cast import Cast, make_identity

ISSUED = date(2026, 3, 2)


@pytest.fixture
def published(cast: Cast, settings: LazySettings, tmp_path: Path) -> Plan:
    """The sample plan, read from its text, adopted for the small group of the cast."""
    settings.FILES = tmp_path
    source = import_plan(name="方案.txt", data=sample_plan(ISSUED).encode(), by=cast.chen)
    return publish_plan(
        source,
        issued_on=ISSUED,
        adopted_by=source.draft["adopted_by"],
        first_year=2026,
        last_year=2028,
        members=[cast.north, cast.south, cast.works],
        by=cast.chen,
        today=ISSUED,
    )


def test_from_paper_to_archive(published: Plan, cast: Cast) -> None:
    # The paper: 19 tasks, one number printed twice, and each falls to the members it means.
    assert (published.tasks.count(), Duty.objects.count()) == (19, 19 * 2 + 12)
    assert published.tasks.get(number=9).printed_number == "8"
    task = published.tasks.get(number=7)
    assert (task.due_on, task.lead.name) == (date(2026, 4, 30), "招生就业处")

    # The lead's programme: submitted on the twentieth day, registered a week later; the day of submission counts.
    lead = make_identity("lu", "吕示例", "department", task.lead)
    row = {
        "text": "编写并印发指南",
        "organisation": str(task.lead_id),
        "owner": "吕示例",
        "due_on": "2026-04-30",
        "deliverable": "指南",
        "evidence_rule": "成册样本",
    }
    words = ProgrammeWords(text="分三步编写指南。", rows=[row])
    programme = save_programme(task.programme, words=words, edition=task.programme.edition, by=lead)
    submit_programme(programme, by=lead, today=ISSUED + timedelta(days=20))
    register_programme(programme, by=cast.chen, today=ISSUED + timedelta(days=27))
    programme.refresh_from_db()
    assert (programme.state, programme.submitted_on, programme.due_on) == (
        "registered",
        date(2026, 3, 22),
        date(2026, 3, 22),
    )

    # The school reports, with a difficulty; time runs faster than the work.
    duty = Duty.objects.get(task=task, organisation=cast.north)
    march = period_of(date(2026, 3, 31), "month")
    told = ReportWords(text="已拟提纲。", percent=20, difficulties="缺岗位薪酬数据。", support_wanted="请企业提供。")
    submit_report(duty, period=march, words=told, by=cast.lin, today=date(2026, 3, 31))
    duty.refresh_from_db()
    assert (duty.percent, light_of_duty(duty, date(2026, 4, 20)).state) == (20, "behind")
    assert list(Difficulty.objects.values_list("text", "level")) == [("缺岗位薪酬数据。", "secretariat")]

    # The rule drafts a notice, a person sends it, the school signs and answers.
    draft_notices(date(2026, 4, 20))
    notice = SupervisionNotice.objects.get(duty=duty)
    send_notice(notice, demand="说明原因并补齐进度。", by=cast.chen, today=date(2026, 4, 20))
    sign_notice(notice, by=cast.lin, today=date(2026, 4, 21))
    reply_notice(notice, reply="四月底前完成。", by=cast.lin, today=date(2026, 4, 21))
    notice.refresh_from_db()
    assert (notice.number, notice.level, notice.reply_due_on, notice.state) == (
        "督办〔2026〕1号",
        "amber",
        date(2026, 4, 23),
        "replied",
    )

    # The weekly meeting finds the matter on its agenda.
    meeting: Meeting = plan_meeting(
        published,
        kind="consultation",
        period_day=date(2026, 4, 20),
        held_on=date(2026, 4, 20),
        place="",
        chair="陈示例",
        by=cast.chen,
        today=date(2026, 4, 20),
    )
    assert ("difficulty", "缺岗位薪酬数据。") in {
        (item.source, item.difficulty.text) for item in meeting.items.select_related("difficulty") if item.difficulty
    }

    # Evidence, completion asked in time, confirmed late: the day of asking counts.
    file = keep_file("指南.txt", "就业指南目录".encode(), by=cast.lin)
    attach_evidence(duty, [file], by=cast.lin, today=date(2026, 4, 30))
    completion = ask_completion(duty, summary="指南已发放。", by=cast.lin, today=date(2026, 4, 30))
    assert light_of_duty(Duty.objects.get(pk=duty.pk), date(2026, 5, 5)).state == "in_review"
    review_completion(completion, approve=True, answer="", by=lead, today=date(2026, 5, 6))
    confirm_completion(completion, approve=True, answer="", by=cast.chen, today=date(2026, 5, 8))
    duty.refresh_from_db()
    assert (duty.completed_on, light_of_duty(duty, date(2026, 5, 9)).state) == (date(2026, 4, 30), "done")

    # The dossier holds it all and proves itself; the trail tells who did what.
    assert verify_archive(archive_task(task, by=cast.chen, today=date(2026, 5, 9))) == []
    assert {"报送进展", "确认办结"} <= set(history_of(duty).values_list("what", flat=True)) | set(
        history_of(task).values_list("what", flat=True)
    )
