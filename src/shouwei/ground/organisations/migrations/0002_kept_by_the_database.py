"""Contacts exist for their own organisation, the secretariat and the departments that call them.

Below, what the search box finds of this room, the lowest that is found (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought, tails
from shouwei.core.walls import wall

OURS = "organisation_id = (SELECT acting_organisation())"
CALLERS = "(SELECT acting_role()) IN ('system', 'secretariat', 'department')"
KEEPERS = "(SELECT acting_role()) IN ('system', 'secretariat')"


class Migration(migrations.Migration):
    replaces = [("organisations", "0001_initial")]
    dependencies = [("organisations", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall("organisations_contact", seen_by=f"{CALLERS} OR {OURS}", changed_by=f"{KEEPERS} OR {OURS}"),
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
