"""Who sees messages, channels, sendings and choices; messages are found by their text (``core.finding``).

A message exists for the person told; anybody who acts may leave one, and read it no more. A channel exists for its organisation
and those who run the house, the gateway for all who may choose it; a sending for whom it goes to as well; choices for their person.
"""

from django.db import migrations

from shouwei.core.finding.index import sought
from shouwei.core.walls import wall

MINE = "(SELECT acting_as_system()) OR to_id = (SELECT acting_identity())"
MY_OWN = "(SELECT acting_as_system()) OR user_id = (SELECT acting_person())"
RUNS_THE_HOUSE = "(SELECT acting_role()) IN ('system', 'secretariat', 'administrator')"
OURS = "organisation_id = (SELECT acting_organisation())"
OUR_CHANNEL = """EXISTS (
    SELECT FROM notices_channel
    WHERE notices_channel.id = channel_id AND notices_channel.organisation_id = (SELECT acting_organisation()))"""


class Migration(migrations.Migration):
    replaces = [("notices", "0001_initial")]
    dependencies = [("notices", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall("notices_notice", seen_by=MINE, added_by="(SELECT acting_role()) <> ''"),
        wall("notices_preference", seen_by=MY_OWN),
        wall(
            "notices_channel",
            seen_by=f"{RUNS_THE_HOUSE} OR {OURS} OR kind = 'sms'",
            changed_by=f"{RUNS_THE_HOUSE} OR {OURS}",
        ),
        wall(
            "notices_dispatch",
            seen_by=f"{RUNS_THE_HOUSE} OR user_id = (SELECT acting_person()) OR {OUR_CHANNEL}",
            changed_by=f"{RUNS_THE_HOUSE} OR {OUR_CHANNEL}",
        ),
        wall("notices_choice", seen_by=MY_OWN),
        sought("notices_notice", text="text", unit="to_id"),
    ]
