"""A message exists for the person told; anybody who acts may leave one, and read it no more."""

from django.db import migrations

from shouwei.core.walls import wall

MINE = "(SELECT acting_as_system()) OR to_id = (SELECT acting_identity())"
MY_OWN = "(SELECT acting_as_system()) OR user_id = (SELECT acting_person())"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("audit", "0003_who_acts")]
    operations = [
        wall("notices_notice", seen_by=MINE, added_by="(SELECT acting_role()) <> ''"),
        wall("notices_preference", seen_by=MY_OWN),
    ]
