"""What enterprises were asked and wrote exists for the school and for those who look at the group; the word itself is everybody's."""

from django.db import migrations

from shouwei.core.walls import wall

GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'department', 'auditor')"
OURS = f"{GROUP} OR school_id = (SELECT acting_organisation())"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0005_mentor_word"), ("audit", "0003_who_acts")]
    operations = [wall("programmes_partnerask", seen_by=OURS)]
