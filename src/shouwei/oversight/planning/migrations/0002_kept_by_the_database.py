"""Issued bulletins are frozen, rows of the plan keep what they were, and row security says who sees what.

Units see what is theirs, leads what hangs on their tasks, the group's offices everything. Coarser than the table of keys, and
independent of it: it holds where a page forgot to ask. Whatever hangs on a duty is seen by whoever sees the duty; the inner SELECT
on ``planning_duty`` is itself held by the wall of that table. At the end, what the search box finds of this room (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.versions import keep_versions
from shouwei.core.walls import gate, wall

FORBID = """
CREATE FUNCTION planning_bulletin_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an issued bulletin is frozen: % refused', TG_OP;
END $$;
CREATE TRIGGER planning_bulletin_frozen BEFORE UPDATE OR DELETE ON planning_bulletin
    FOR EACH ROW WHEN (OLD.issued_on IS NOT NULL) EXECUTE FUNCTION planning_bulletin_is_frozen();
"""
ALLOW = "DROP TRIGGER planning_bulletin_frozen ON planning_bulletin; DROP FUNCTION planning_bulletin_is_frozen();"
KEPT = (
    "plan",
    "task",
    "annualgoal",
    "duty",
    "workprogramme",
    "programmepart",
    "measure",
    "difficulty",
    "extension",
    "completion",
    "supervisionnotice",
    "decision",
)
"""A record can be seen as of any day."""
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
    replaces = [("planning", "0001_initial")]
    dependencies = [
        ("planning", "0001_tables"),
        ("documents", "0002_kept_by_the_database"),
        ("audit", "0002_kept_by_the_database"),
    ]
    operations = [
        migrations.RunSQL(FORBID, ALLOW),
        *(keep_versions(f"planning_{noun}") for noun in KEPT),
        keep_versions("planning_progressreport", leaving_out=("saved_at",)),
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
        gate(
            "documents_storedfile",
            "older_edition_of_evidence",
            seen_by="""EXISTS (
                SELECT FROM documents_edition JOIN planning_evidence ON planning_evidence.file_id = documents_edition.newest_id
                WHERE documents_edition.old_id = documents_storedfile.id)""",
        ),
        sought("planning_plan", text="title || ' ' || document_number || ' ' || issuer"),
        sought("planning_area", text="title"),
        sought("planning_task", text="text || ' ' || remark || ' ' || implementers_printed", words="number::text"),
        sought("planning_workprogramme", text="text"),
        sought("planning_measure", text="text || ' ' || deliverable || ' ' || owner", unit="organisation_id"),
        sought("planning_progressreport", text="text || ' ' || difficulties || ' ' || support_wanted"),
        sought("planning_difficulty", text="text || ' ' || support_wanted || ' ' || answer"),
        sought(
            "planning_supervisionnotice",
            text="number || ' ' || reason || ' ' || demand || ' ' || reply",
            unit="to_id",
        ),
        sought("planning_meeting", text="period_label || ' ' || place || ' ' || chair || ' ' || minutes"),
        sought("planning_agendaitem", text="subject || ' ' || outcome"),
        sought("planning_decision", text="text || ' ' || owner || ' ' || result", unit="organisation_id"),
        sought("planning_bulletin", text="title || ' ' || opening || ' ' || demands"),
    ]
