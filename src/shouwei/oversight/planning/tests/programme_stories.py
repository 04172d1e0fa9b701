"""Programmes in every state, for the stories about them."""

from datetime import date

from tests.cast import Cast

from shouwei.ground.people.models import Identity
from shouwei.oversight.planning.models import Plan, ProgrammePart, WorkProgramme
from shouwei.oversight.planning.workflows.keep_programme_draft import ProgrammeWords
from shouwei.oversight.planning.workflows.register_programme import register_programme
from shouwei.oversight.planning.workflows.save_programme import save_programme
from shouwei.oversight.planning.workflows.submit_part import submit_part
from shouwei.oversight.planning.workflows.submit_programme import submit_programme

DUE = date(2026, 3, 22)
DAY = date(2026, 3, 20)


def measure(
    organisation: int | str = "", text: str = "召开专业建设研讨会", due_on: str = "2026-05-31", **changed: str
) -> dict[str, str]:
    row = {
        "text": text,
        "organisation": str(organisation),
        "owner": "李示例",
        "due_on": due_on,
        "deliverable": "会议纪要1份",
        "evidence_rule": "盖章扫描件",
    }
    return {**row, **changed}


def programme_of(plan: Plan, number: int = 1) -> WorkProgramme:
    return WorkProgramme.objects.get(task__plan=plan, task__number=number)


def write(programme: WorkProgramme, *, by: Identity, text: str = "分三步推进。", rows: int = 1) -> WorkProgramme:
    measures = [measure(by.organisation_id, text=f"第{n}步") for n in range(1, rows + 1)]
    words = ProgrammeWords(text, measures)
    return save_programme(programme, words=words, edition=programme.edition, by=by)


def submitted(plan: Plan, cast: Cast, number: int = 1, today: date = DAY) -> WorkProgramme:
    programme = write(programme_of(plan, number), by=cast.li)
    return submit_programme(programme, by=cast.li, today=today)


def registered(plan: Plan, cast: Cast, number: int = 1) -> WorkProgramme:
    programme = submitted(plan, cast, number)
    register_programme(programme, by=cast.chen, today=date(2026, 3, 25))
    programme.refresh_from_db()
    return programme


def part_of_north(plan: Plan, cast: Cast, number: int = 1) -> ProgrammePart:
    words = ProgrammeWords("本校修订专业规划。", [measure(text="开展毕业生调查", owner="吴示例")])
    return submit_part(programme_of(plan, number), words=words, by=cast.wu, today=DAY)
