"""What employers were asked and answered exists for the school and for those who look at the group."""

from django.db import migrations

from shouwei.core.walls import wall

GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'department', 'auditor')"
OURS = f"{GROUP} OR school_id = (SELECT acting_organisation())"
OF_OURS = "EXISTS (SELECT 1 FROM employment_employerask ask WHERE ask.id = ask_id)"


class Migration(migrations.Migration):
    dependencies = [("employment", "0008_employer_word"), ("audit", "0003_who_acts")]
    operations = [
        wall("employment_employerask", seen_by=OURS),
        wall("employment_employeranswer", seen_by=OF_OURS),
    ]
