"""Contacts exist for their own organisation, the secretariat and the departments that call them."""

from django.db import migrations

from shouwei.core.walls import wall

OURS = "organisation_id = (SELECT acting_organisation())"
CALLERS = "(SELECT acting_role()) IN ('system', 'secretariat', 'department')"
KEEPERS = "(SELECT acting_role()) IN ('system', 'secretariat')"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_facts_and_history"), ("audit", "0003_who_acts")]
    operations = [wall("organisations_contact", seen_by=f"{CALLERS} OR {OURS}", changed_by=f"{KEEPERS} OR {OURS}")]
