"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_editions_and_damage")]
    operations = [
        sought("documents_storedfile", text="name"),
    ]
