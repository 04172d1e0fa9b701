"""The definitions the programme comes with, published."""

from typing import Any

from django.db import migrations

from shouwei.oversight.indicators.rules.shipped import DEFINITIONS


def ship(apps: Any, schema_editor: Any) -> None:
    definition = apps.get_model("indicators", "Definition")
    names = ("code", "name", "target", "spec", "population", "cut_off", "source", "owner", "caveat", "unit", "alone")
    definition.objects.bulk_create(
        definition(
            version=1,
            valid_from="2018-01-01",
            published_on="2018-01-01",
            state="published",
            **{name: getattr(row, name) for name in names},
        )
        for row in DEFINITIONS
    )


class Migration(migrations.Migration):
    replaces = [("indicators", "0003_reports_of_a_year")]
    dependencies = [("indicators", "0003_sums_by_statement")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
