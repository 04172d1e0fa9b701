"""A round may ask about a term or a month of its year."""

from django.db import migrations, models

SPANS = [("", "全年"), ("t1", "上学期"), ("t2", "下学期"), *((f"m{n:02}", f"{n}月") for n in range(1, 13))]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0014_editions")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="span",
            field=models.CharField(blank=True, choices=SPANS, default="", max_length=3, verbose_name="时段"),
            preserve_default=False,
        ),
    ]
