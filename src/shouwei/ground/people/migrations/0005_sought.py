"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought


class Migration(migrations.Migration):
    dependencies = [("people", "0004_handover_is_finished"), ("organisations", "0004_sought")]
    operations = [
        sought(
            "people_user",
            text="name",
            words="name_pinyin || ' ' || username",
            initials="split_part(name_pinyin, ' ', 2)",
        ),
    ]
