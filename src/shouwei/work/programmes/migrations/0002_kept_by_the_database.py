"""What enterprises were asked and wrote exists for the school and for those who look at the group; the word itself is everybody's.

Below, what the search box finds of this room (``core.finding``).
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

GROUP = "(SELECT acting_role()) IN ('system', 'secretariat', 'department', 'auditor')"
OURS = f"{GROUP} OR school_id = (SELECT acting_organisation())"


class Migration(migrations.Migration):
    replaces = [("programmes", "0001_programmes_and_industries")]
    dependencies = [("programmes", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall("programmes_partnerask", seen_by=OURS),
        sought("programmes_programme", text="specialty_name || ' ' || direction", words="specialty_code"),
        sought("programmes_leadindustry", text="name"),
        sought("programmes_segment", text="name"),
        sought("programmes_category", text="name || ' ' || source"),
    ]
