"""Whoever may see a piece of evidence may see the files that stood in its place before."""

from django.db import migrations

from shouwei.core.walls import gate


class Migration(migrations.Migration):
    dependencies = [("planning", "0008_second_thoughts"), ("documents", "0004_editions_and_damage")]
    operations = [
        gate(
            "documents_storedfile",
            "older_edition_of_evidence",
            seen_by="""EXISTS (
                SELECT FROM documents_edition JOIN planning_evidence ON planning_evidence.file_id = documents_edition.newest_id
                WHERE documents_edition.old_id = documents_storedfile.id)""",
        ),
    ]
