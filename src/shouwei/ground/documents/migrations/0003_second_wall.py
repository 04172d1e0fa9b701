"""A file exists for the organisation that brought it in and for the group's offices; rooms above add who else may see it."""

from django.db import migrations

from shouwei.core.walls import wall

BROUGHT_BY_US = """(SELECT acting_for_the_group()) OR EXISTS (
    SELECT FROM people_identity
    WHERE people_identity.id = uploaded_by_id AND people_identity.organisation_id = (SELECT acting_organisation()))"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_snapshots_are_frozen"), ("audit", "0003_who_acts"), ("people", "0001_initial")]
    operations = [wall("documents_storedfile", seen_by=BROUGHT_BY_US)]
