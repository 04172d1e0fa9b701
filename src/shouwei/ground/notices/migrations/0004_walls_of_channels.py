"""A channel exists for its organisation and those who run the house, the gateway for all who may choose it; a sending for whom it goes to as well; choices for their person.

Messages of before the change keep their inbox and digest: they count as planned, and get the kind their key names.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from shouwei.core.occasions import occasion_of
from shouwei.core.walls import wall

RUNS_THE_HOUSE = "(SELECT acting_role()) IN ('system', 'secretariat', 'administrator')"
OURS = "organisation_id = (SELECT acting_organisation())"
OUR_CHANNEL = """EXISTS (
    SELECT FROM notices_channel
    WHERE notices_channel.id = channel_id AND notices_channel.organisation_id = (SELECT acting_organisation()))"""


def name_kinds(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Notice = apps.get_model("notices", "Notice")
    for key in Notice.objects.order_by().values_list("key", flat=True).distinct():
        Notice.objects.filter(key=key).update(kind=occasion_of(key).kind)
    Notice.objects.filter(planned_at=None).update(planned_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_channels_and_sendings"), ("audit", "0003_who_acts")]
    operations = [
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
        wall(
            "notices_choice",
            seen_by="(SELECT acting_as_system()) OR user_id = (SELECT acting_person())",
        ),
        migrations.RunPython(name_kinds, migrations.RunPython.noop, elidable=True),
    ]
