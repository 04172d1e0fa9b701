"""Row security of the room: units see what is theirs, leads what hangs on their tasks, the group's offices everything.

Coarser than the table of keys, and independent of it: it holds where a page forgot to ask. Whatever hangs on a duty is seen by
whoever sees the duty; the inner SELECT on ``planning_duty`` is itself held by the wall of that table.
"""

from django.db import migrations

from shouwei.core.walls import gate, wall

GROUP = "(SELECT acting_for_the_group())"
DEPARTMENT = "(SELECT acting_role()) = 'department'"
OURS = "organisation_id = (SELECT acting_organisation())"
WE_LEAD = "task_id IN (SELECT task_id FROM planning_led)"
LED = """
CREATE VIEW planning_led AS
    SELECT id AS task_id FROM planning_task WHERE lead_id = (SELECT acting_organisation())
    UNION ALL
    SELECT task_id FROM planning_task_co_leads WHERE organisation_id = (SELECT acting_organisation());
"""
DUTY_SEEN = "EXISTS (SELECT FROM planning_duty WHERE planning_duty.id = duty_id)"
PROGRAMME_LED = (
    "programme_id IN (SELECT id FROM planning_workprogramme WHERE task_id IN (SELECT task_id FROM planning_led))"
)
NOTICE_SEEN = f"""{GROUP} OR (state NOT IN ('draft', 'dropped') AND (
    to_id = (SELECT acting_organisation())
    OR duty_id IN (SELECT id FROM planning_duty WHERE task_id IN (SELECT task_id FROM planning_led))))"""  # noqa: S608  # written here, whole
HANGING_ON_A_DUTY = ("progressreport", "difficulty", "extension", "completion", "evidence")


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0005_stopped_plans"),
        ("audit", "0003_who_acts"),
        ("documents", "0003_second_wall"),
    ]
    operations = [
        migrations.RunSQL(LED, "DROP VIEW planning_led"),
        wall("planning_duty", seen_by=f"{GROUP} OR {OURS} OR {WE_LEAD}"),
        *(wall(f"planning_{noun}", seen_by=f"{GROUP} OR {DUTY_SEEN}") for noun in HANGING_ON_A_DUTY),
        wall("planning_supervisionnotice", seen_by=NOTICE_SEEN),
        wall(
            "planning_workprogramme",
            seen_by=f"""{GROUP} OR {DEPARTMENT} OR EXISTS (
                SELECT FROM planning_duty WHERE planning_duty.task_id = planning_workprogramme.task_id)""",
        ),
        wall("planning_programmepart", seen_by=f"{GROUP} OR {OURS} OR {PROGRAMME_LED}"),
        wall("planning_measure", seen_by=f"{GROUP} OR {OURS} OR {PROGRAMME_LED}"),
        wall("planning_programmedraft", seen_by=f"by_id = (SELECT acting_identity()) OR {GROUP} OR {PROGRAMME_LED}"),
        wall("planning_decision", seen_by=f"{GROUP} OR {DEPARTMENT} OR {OURS}"),
        wall("planning_planimport", seen_by=GROUP),
        gate(
            "documents_storedfile",
            "cited_as_evidence",
            seen_by="EXISTS (SELECT FROM planning_evidence WHERE planning_evidence.file_id = documents_storedfile.id)",
        ),
    ]
