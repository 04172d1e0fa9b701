"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    replaces = [("people", "0001_initial")]
    dependencies = [("people", "0001_tables"), ("organisations", "0002_kept_by_the_database")]
    operations = [
        sought(
            "people_user",
            text="name",
            words="name_pinyin || ' ' || username",
            initials="split_part(name_pinyin, ' ', 2)",
        ),
    ]
