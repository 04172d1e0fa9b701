"""What of this room the search box finds (``core.finding``)."""

from django.db import migrations

from shouwei.core.finding.index import sought, tails


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_second_wall")]
    operations = [
        tails(),
        sought(
            "organisations_organisation",
            text="name || ' ' || short_name",
            words="name_pinyin || ' ' || credit_code || ' ' || national_code || ' ' || region_code",
            initials="split_part(name_pinyin, ' ', 2)",
        ),
        sought("organisations_formername", text="name || ' ' || short_name"),
        sought("organisations_contact", text="post || ' ' || name"),
    ]
