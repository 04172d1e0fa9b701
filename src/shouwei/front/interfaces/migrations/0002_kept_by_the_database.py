"""What a programme holds for one identity exists for nobody else; administrators see that it exists, to revoke it.

A calendar's address is its key, and nobody but its owner has a page that shows it: administrators see no rows of feeds either.
"""

from django.db import migrations

from shouwei.core.walls import wall

MINE = "identity_id = (SELECT acting_identity()) OR (SELECT acting_role()) = 'system'"
OWN = "identity_id = (SELECT acting_identity()) OR (SELECT acting_role()) IN ('system', 'administrator')"


class Migration(migrations.Migration):
    replaces = [("interfaces", "0001_tokens_webhooks_feeds")]
    dependencies = [("interfaces", "0001_tables"), ("audit", "0002_kept_by_the_database")]
    operations = [
        wall("interfaces_token", seen_by=OWN),
        wall("interfaces_subscription", seen_by=OWN),
        wall("interfaces_feed", seen_by=MINE),
        wall("interfaces_answer", seen_by="token_id IN (SELECT id FROM interfaces_token)"),
        wall("interfaces_delivery", seen_by="subscription_id IN (SELECT id FROM interfaces_subscription)"),
    ]
