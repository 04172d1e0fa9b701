"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("admissions", "0002_second_wall")]
    operations = [
        sought("admissions_intake", text="specialty_name", words="specialty_code", unit="school_id"),
    ]
