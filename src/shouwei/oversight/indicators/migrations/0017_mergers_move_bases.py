"""A merger, or its taking back, moves the baseline a school's intake is compared with."""

from django.db import migrations

UP = """
CREATE TRIGGER grows_stale AFTER INSERT OR UPDATE OR DELETE ON organisations_merger
    FOR EACH STATEMENT EXECUTE FUNCTION indicators_grows_stale('intake');
"""
DOWN = "DROP TRIGGER grows_stale ON organisations_merger;"


class Migration(migrations.Migration):
    dependencies = [("indicators", "0016_sums_move_in_place"), ("organisations", "0002_facts_and_history")]
    operations = [migrations.RunSQL(UP, DOWN)]
