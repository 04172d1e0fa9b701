"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("exports", "0002_second_wall")]
    operations = [
        sought("exports_export", text="title"),
    ]
