"""Groupings of industries and programmes are found too (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_sought")]
    operations = [sought("programmes_category", text="name || ' ' || source")]
