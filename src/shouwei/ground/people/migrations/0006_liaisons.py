"""Officers of parks, counties and authorities get a role of their own: as departments they read what every school hands in."""

from django.db import migrations, models

AS_DEPARTMENT = """
UPDATE people_identity SET role = 'liaison' FROM organisations_organisation o
WHERE o.id = people_identity.organisation_id AND people_identity.role = 'department' AND o.kind IN ('park', 'county', 'authority')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_sought"),
    ]

    operations = [
        migrations.AlterField(
            model_name="identity",
            name="role",
            field=models.CharField(
                choices=[
                    ("secretariat", "秘书处"),
                    ("council", "理事会"),
                    ("department", "牵头部门"),
                    ("unit_head", "单位负责人"),
                    ("unit_staff", "单位经办人"),
                    ("liaison", "联络员"),
                    ("auditor", "督查审计"),
                    ("administrator", "系统管理员"),
                ],
                max_length=20,
                verbose_name="角色",
            ),
        ),
        migrations.RunSQL(AS_DEPARTMENT, migrations.RunSQL.noop),
    ]
