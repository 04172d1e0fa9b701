"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("planning", "0010_withdrawn_plans")]
    operations = [
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
