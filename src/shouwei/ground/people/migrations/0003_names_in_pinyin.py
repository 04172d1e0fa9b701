"""Names become searchable by pinyin."""

from django.db import migrations

from shouwei.core.text import pinyin_key


def fill(apps, schema_editor):  # type: ignore[no-untyped-def]  # Django calls it with its own registry of models
    users = apps.get_model("people", "User").objects.filter(name_pinyin="")
    for user in users.only("pk", "name").iterator():
        type(user).objects.filter(pk=user.pk).update(name_pinyin=pinyin_key(user.name))


class Migration(migrations.Migration):
    dependencies = [("people", "0002_proofs_sessions_delegations")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
