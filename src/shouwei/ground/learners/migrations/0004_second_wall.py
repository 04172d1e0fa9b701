"""A student exists for his school, the secretariat and the auditor; for council and departments there are only counts."""

from django.db import migrations

from shouwei.core.walls import wall

OURS = "(SELECT acting_role()) IN ('system', 'secretariat', 'auditor') OR school_id = (SELECT acting_organisation())"
OF_OURS = "EXISTS (SELECT 1 FROM learners_student student WHERE student.id = student_id)"


class Migration(migrations.Migration):
    dependencies = [("learners", "0003_count_by_statement"), ("audit", "0003_who_acts")]
    operations = [wall("learners_student", seen_by=OURS), wall("learners_rollchange", seen_by=OF_OURS)]
