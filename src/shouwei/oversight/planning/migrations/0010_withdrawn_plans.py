"""A plan published by mistake is withdrawn, which is more than stopped."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("planning", "0009_older_editions")]
    operations: ClassVar = [
        migrations.AddField("plan", "is_withdrawn", models.BooleanField("已撤回", default=False)),
    ]
