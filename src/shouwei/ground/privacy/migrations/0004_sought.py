"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought

NUMBER = "'个申〔' || year || '〕' || serial || '号'"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_walls_of_requests"), ("organisations", "0004_sought")]
    operations = [sought("privacy_datarequest", text=NUMBER)]
