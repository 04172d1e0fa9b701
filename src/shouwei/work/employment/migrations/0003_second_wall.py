"""Destinations exist for their school and for those who look at the group; the graduate's own word only for the auditor."""

from django.db import migrations

from shouwei.core.walls import wall

GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'department', 'auditor')"
OURS = f"{GROUP} OR school_id = (SELECT acting_organisation())"
OF_OURS = "EXISTS (SELECT 1 FROM employment_destination destination WHERE destination.id = destination_id)"
AUDITOR = "(SELECT acting_role()) IN ('system', 'auditor')"


class Migration(migrations.Migration):
    dependencies = [("employment", "0002_evidence_questions_and_samples"), ("audit", "0003_who_acts")]
    operations = [
        wall("employment_destination", seen_by=OURS),
        wall("employment_proof", seen_by=OF_OURS),
        wall("employment_correction", seen_by=OF_OURS),
        wall("employment_question", seen_by=OURS),
        wall("employment_standing", seen_by=AUDITOR),
        wall("employment_confirmation", seen_by=AUDITOR),
        wall("employment_drawn", seen_by=AUDITOR),
    ]
