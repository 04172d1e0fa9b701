"""Graduates of a cohort come from the index in the order they are listed; the narrower index goes."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("learners", "0005_counts_by_year")]

    operations = [
        migrations.RemoveIndex(model_name="student", name="student_cohort"),
        migrations.AddIndex(
            model_name="student",
            index=models.Index(
                fields=["cohort", "school", "specialty_code", "class_name", "student_no"],
                condition=~Q(cohort=None),
                name="student_graduates",
            ),
        ),
    ]
