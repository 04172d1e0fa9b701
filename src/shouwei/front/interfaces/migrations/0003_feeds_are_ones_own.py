"""A calendar's address is its key, and nobody but its owner has a page that shows it: administrators see no rows either."""

from django.db import migrations
from django.db.migrations import RunSQL

from shouwei.core.walls import wall

OWN = "identity_id = (SELECT acting_identity()) OR (SELECT acting_role()) = 'system'"
BEFORE = "identity_id = (SELECT acting_identity()) OR (SELECT acting_role()) IN ('system', 'administrator')"


class Migration(migrations.Migration):
    dependencies = [("interfaces", "0002_second_wall")]
    operations = [
        RunSQL(str(wall("interfaces_feed", seen_by=BEFORE).reverse_sql), wall("interfaces_feed", seen_by=BEFORE).sql),
        wall("interfaces_feed", seen_by=OWN),
    ]
