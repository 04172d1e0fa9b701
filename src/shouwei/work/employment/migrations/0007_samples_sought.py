"""Samples are found too (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("employment", "0006_sought")]
    operations = [sought("employment_sample", text="title", words="cohort::text")]
