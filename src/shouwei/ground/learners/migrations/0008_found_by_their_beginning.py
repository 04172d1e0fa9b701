"""In the list, a number or a name's pinyin is found by how it begins, a name by any part of it, whichever the school."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learners", "0007_sought")]

    operations = [
        migrations.AddIndex(
            model_name="student",
            index=models.Index(fields=["student_no"], opclasses=["varchar_pattern_ops"], name="student_number_begins"),
        ),
        migrations.AddIndex(
            model_name="student",
            index=models.Index(fields=["name_pinyin"], opclasses=["varchar_pattern_ops"], name="student_pinyin_begins"),
        ),
        migrations.AddIndex(
            model_name="student",
            index=GinIndex(fields=["name"], name="student_name_parts", opclasses=["gin_trgm_ops"]),
        ),
    ]
