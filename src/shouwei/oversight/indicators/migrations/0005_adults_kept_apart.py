"""Kept sums say how much of each came by adult intake (扩招), so that every rate can be told with it and without."""

from typing import Any

from django.db import migrations, models

from shouwei.oversight.indicators.rules.shipped import DEFINITIONS

SUMS = "claimed, proven, open, claimed_adults, proven_adults, open_adults"
COLUMNS = f"year, school_id, level, part, basis, place, {SUMS}"
CLAIMED, PROVEN, OPEN = "true", "band >= 2 AND NOT contested", "NOT locked"
OF_GRADUATES = [
    f"coalesce(sum(people) FILTER (WHERE {who} AND {which}), 0)"
    for who in ("true", "is_adult")
    for which in (CLAIMED, PROVEN, OPEN)
]
OF_ROLL = ["sum(people)", "coalesce(sum(people) FILTER (WHERE employment_is_adult(source)), 0)"]


def moved(sums: list[str]) -> str:
    return " OR ".join(f"{one} <> 0" for one in sums)


GRADUATES = f"""
INSERT INTO indicators_pending ({COLUMNS})
SELECT cohort, school_id, level, indicators_part(stem), basis, CASE basis WHEN 'workplace' THEN workplace ELSE registered END,
    {", ".join(OF_GRADUATES)}
FROM {{source}}, (VALUES ('workplace'), ('registered')) AS bases(basis) GROUP BY 1, 2, 3, 4, 5, 6
HAVING {moved(OF_GRADUATES)};
"""  # noqa: S608  # column names only
ROLL = f"""
INSERT INTO indicators_pending ({COLUMNS})
SELECT cohort, school_id, level, 'roll', '', '', {OF_ROLL[0]}, 0, 0, {OF_ROLL[1]}, 0, 0
FROM {{source}} WHERE cohort IS NOT NULL GROUP BY 1, 2, 3 HAVING {moved(OF_ROLL)};
"""  # noqa: S608  # column names only
ENTRIES = """
INSERT INTO indicators_stale (kind, year) SELECT DISTINCT 'coverage', entry_year FROM
    (SELECT entry_year FROM added GROUP BY school_id, level, specialty_code, entry_year HAVING sum(people) <> 0) AS moved;
"""
DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"
UP = f"""
CREATE OR REPLACE FUNCTION indicators_graduates_moved() RETURNS trigger {DEFINER} AS $$
BEGIN {GRADUATES.format(source="added")} RETURN NULL; END $$;
CREATE OR REPLACE FUNCTION indicators_roll_moved() RETURNS trigger {DEFINER} AS $$
BEGIN {ROLL.format(source="added")} {ENTRIES} RETURN NULL; END $$;
DELETE FROM indicators_tally; DELETE FROM indicators_pending;
{GRADUATES.format(source="employment_destinationcount")}
{ROLL.format(source="learners_rollcount")}
SET CONSTRAINTS ALL IMMEDIATE;
"""  # noqa: S608  # column names only
"""What is there already is counted anew and gathered in with the next minute."""


def ship(apps: Any, schema_editor: Any) -> None:
    """The readings without adult intake, where the database is older than they are; the sums of before tell nothing of them."""
    definition = apps.get_model("indicators", "Definition")
    names = ("code", "name", "target", "spec", "population", "cut_off", "source", "owner", "caveat", "unit", "alone")
    known = set(definition.objects.values_list("code", flat=True))
    definition.objects.bulk_create(
        definition(
            version=1,
            valid_from="2018-01-01",
            published_on="2018-01-01",
            state="published",
            **{name: getattr(row, name) for name in names},
        )
        for row in DEFINITIONS
        if row.code not in known
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_shipped_definitions"), ("employment", "0003_adults_counted_apart")]
    operations = [
        *(
            migrations.AddField(table, name, models.IntegerField(db_default=0, default=0, verbose_name=label))
            for table in ("tally", "pending")
            for name, label in (
                ("claimed_adults", "其中扩招登记人数"),
                ("proven_adults", "其中扩招已核人数"),
                ("open_adults", "其中扩招未锁定人数"),
            )
        ),
        migrations.RunSQL(UP),
        migrations.RunPython(ship, migrations.RunPython.noop),
    ]
