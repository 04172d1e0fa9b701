"""Chain, heads, versions of rows, looks."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_who_acts"), ("people", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "ChainLink",
            [
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link", to="audit.event"
                    ),
                ),
                ("words", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                ("linked_at", models.DateTimeField(auto_now_add=True)),
            ],
            {"ordering": ["number"]},
        ),
        migrations.CreateModel(
            "Head",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("number", models.BigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
                ("fault", models.CharField(blank=True, max_length=300)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
            ],
            {"ordering": ["-day"]},
        ),
        migrations.CreateModel(
            "Version",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("table", models.CharField(max_length=63)),
                ("row", models.BigIntegerField()),
                ("deleted", models.BooleanField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("before", models.JSONField()),
            ],
            {
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["table", "row", "-id"], name="version_of_row")],
            },
        ),
        migrations.CreateModel(
            "Look",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_label", models.CharField(max_length=200)),
                ("on_type", models.CharField(max_length=60)),
                ("on_id", models.BigIntegerField()),
                ("what", models.CharField(max_length=100)),
                ("why", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.identity",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="people.user"
                    ),
                ),
            ],
            {
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["person", "-id"], name="look_at_person"),
                    models.Index(fields=["on_type", "on_id", "-id"], name="look_at_thing"),
                    models.Index(fields=["at"], name="look_at"),
                ],
            },
        ),
    ]
