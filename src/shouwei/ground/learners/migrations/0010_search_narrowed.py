"""Characters that stand in a tenth of the names are not looked up in the index of the search."""

from django.db import migrations

from shouwei.core.finding.index import narrowed


class Migration(migrations.Migration):
    dependencies = [("learners", "0009_list_by_index_alone")]
    operations = [narrowed()]
