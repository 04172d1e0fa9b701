"""Collection rounds are found too (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("indicators", "0012_what_is_told_moves_figures")]
    operations = [sought("indicators_round", text="title", words="year::text")]
