"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("catalogues", "0002_published_is_frozen"), ("organisations", "0004_sought")]
    operations = [sought("catalogues_code", text="name", words="code || ' ' || spelled")]
