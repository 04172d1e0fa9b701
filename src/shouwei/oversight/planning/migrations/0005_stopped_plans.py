"""A plan that is stopped keeps the reason beside the day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("planning", "0004_issued_bulletins_are_frozen")]
    operations = [
        migrations.AlterField("plan", "closed_on", models.DateField("停止督办", null=True, blank=True)),
        migrations.AddField("plan", "close_reason", models.CharField("停止原因", max_length=300, blank=True)),
    ]
