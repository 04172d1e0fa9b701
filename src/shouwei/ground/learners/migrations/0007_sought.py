"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("learners", "0006_graduates_in_order")]
    operations = [
        migrations.RemoveIndex("student", "student_name_parts"),
        sought("learners_student", text="name", words="name_pinyin || ' ' || student_no", unit="school_id"),
    ]
