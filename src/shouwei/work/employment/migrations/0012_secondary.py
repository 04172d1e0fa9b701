"""What is asked of secondary vocational graduates besides; all of it may be empty."""

from django.db import migrations, models

FIELDS = (
    ("sector", "从业产业"),
    ("settlement", "就业地类型"),
    ("region", "就业地域"),
    ("contract_length", "合同期限"),
    ("pay_band", "起薪（月）"),
    ("found_by", "就业渠道"),
    ("study_way", "升学途径"),
)


class Migration(migrations.Migration):
    dependencies = [("employment", "0011_strata")]
    operations = [
        *(
            migrations.AddField(
                "destination",
                name,
                models.CharField(blank=True, db_default="", default="", max_length=10, verbose_name=label),
            )
            for name, label in FIELDS
        ),
        migrations.AddField(
            "destination",
            "secondary_edition",
            models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="中职就业表版本"),
        ),
    ]
