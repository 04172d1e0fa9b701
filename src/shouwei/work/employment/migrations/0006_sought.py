"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("employment", "0005_count_by_statement")]
    operations = [
        sought("employment_destination", text="employer_name || ' ' || post", words="employer_code", unit="school_id"),
        sought("employment_question", text="subject || ' ' || text", unit="school_id"),
    ]
