"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_succession")]
    operations = [
        sought("programmes_programme", text="specialty_name || ' ' || direction", words="specialty_code"),
        sought("programmes_leadindustry", text="name"),
        sought("programmes_segment", text="name"),
    ]
