"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_sums_by_statement")]
    operations = [
        sought("indicators_definition", text="name || ' ' || population", words="code"),
    ]
