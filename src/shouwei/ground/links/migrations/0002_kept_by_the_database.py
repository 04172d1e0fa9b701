"""A link exists for its issuer, the secretariat and the auditor; who comes by its address is let in by the door, as the system."""

from django.db import migrations

from shouwei.core.walls import wall

OURS = "(SELECT acting_role()) IN ('system', 'secretariat', 'auditor') OR issuer_id = (SELECT acting_organisation())"


class Migration(migrations.Migration):
    replaces = [("links", "0001_links")]
    dependencies = [("links", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall("links_link", seen_by=OURS),
    ]
