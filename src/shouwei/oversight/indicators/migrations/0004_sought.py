"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_reports_of_a_year")]
    operations = [
        sought("indicators_definition", text="name || ' ' || population", words="code"),
    ]
