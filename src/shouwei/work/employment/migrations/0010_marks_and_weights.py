"""What papers are compared by; how heavy a question is and whom it is about."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("employment", "0009_walls_of_employer_word"),
    ]

    operations = [
        migrations.AddField(
            model_name="proof",
            name="made_on",
            field=models.DateField(editable=False, null=True, verbose_name="文件制作日期"),
        ),
        migrations.AddField(
            model_name="proof",
            name="picture",
            field=models.BinaryField(default=b"", verbose_name="画面特征"),
        ),
        migrations.AddField(
            model_name="proof",
            name="seal",
            field=models.BinaryField(default=b"", verbose_name="印章特征"),
        ),
        migrations.AddField(
            model_name="proof",
            name="wording",
            field=models.CharField(blank=True, editable=False, max_length=64, verbose_name="文字特征"),
        ),
        migrations.AddField(
            model_name="question",
            name="concerns",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None, verbose_name="涉及的去向"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="weight",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "提示"), (2, "一般"), (3, "重点")], default=2, verbose_name="轻重"
            ),
        ),
    ]
