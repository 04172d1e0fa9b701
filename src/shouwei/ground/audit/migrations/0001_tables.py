import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel

from shouwei.core.tables import Tables


class Migration(migrations.Migration):
    replaces = [
        ("audit", "0002_append_only"),
        ("audit", "0003_who_acts"),
        ("audit", "0004_chain"),
        ("audit", "0005_what_the_database_keeps"),
        ("audit", "0006_words_and_versions_end"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Tables(
            [
                CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("by_label", models.CharField(max_length=200)),
                        ("what", models.CharField(max_length=60)),
                        ("on_type", models.CharField(max_length=60)),
                        ("on_id", models.BigIntegerField()),
                        ("on_label", models.CharField(max_length=200)),
                        ("about_type", models.CharField(blank=True, max_length=60)),
                        ("about_id", models.BigIntegerField(null=True)),
                        ("why", models.TextField(blank=True)),
                        ("changes", models.JSONField(default=dict)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["on_type", "on_id", "-id"], name="event_on"),
                            models.Index(fields=["about_type", "about_id", "-id"], name="event_about"),
                        ],
                    },
                ),
                CreateModel(
                    name="ChainLink",
                    fields=[
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
                    options={
                        "ordering": ["number"],
                    },
                ),
                CreateModel(
                    name="Head",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True)),
                        ("number", models.BigIntegerField()),
                        ("hash", models.BinaryField(max_length=32)),
                        ("fault", models.CharField(blank=True, max_length=300)),
                        ("taken_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ["-day"],
                    },
                ),
                CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("table", models.CharField(max_length=63)),
                        ("row", models.BigIntegerField()),
                        ("deleted", models.BooleanField()),
                        ("by_id", models.BigIntegerField(null=True)),
                        ("before", models.JSONField()),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [models.Index(fields=["table", "row", "-id"], name="version_of_row")],
                    },
                ),
                CreateModel(
                    name="Look",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.identity",
                            ),
                        ),
                        ("by_label", models.CharField(max_length=200)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("on_type", models.CharField(max_length=60)),
                        ("on_id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=100)),
                        ("why", models.CharField(max_length=300)),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["person", "-id"], name="look_at_person"),
                            models.Index(fields=["on_type", "on_id", "-id"], name="look_at_thing"),
                            models.Index(fields=["at"], name="look_at"),
                        ],
                    },
                ),
            ]
        ),
    ]
