"""What is told of graduates' own word is part of what the three figures are drawn from."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("indicators", "0011_what_is_told"), ("indicators", "0005_sums_by_statement")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER grows_stale AFTER INSERT OR UPDATE OR DELETE ON indicators_told"
            " FOR EACH STATEMENT EXECUTE FUNCTION indicators_grows_stale('samples');",
            "DROP TRIGGER grows_stale ON indicators_told;",
        )
    ]
