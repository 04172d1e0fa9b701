"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("indicators", "0009_drafts_and_steps")]
    operations = [
        sought("indicators_definition", text="name || ' ' || population", words="code"),
    ]
