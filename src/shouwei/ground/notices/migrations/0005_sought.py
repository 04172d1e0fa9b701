"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_walls_of_channels")]
    operations = [
        sought("notices_notice", text="text", unit="to_id"),
    ]
