"""What a programme holds for one identity exists for nobody else; administrators see that it exists, to revoke it."""

from django.db import migrations

from shouwei.core.walls import wall

OWN = "identity_id = (SELECT acting_identity()) OR (SELECT acting_role()) IN ('system', 'administrator')"


class Migration(migrations.Migration):
    dependencies = [("interfaces", "0001_tokens_webhooks_feeds"), ("audit", "0003_who_acts")]
    operations = [
        wall("interfaces_token", seen_by=OWN),
        wall("interfaces_subscription", seen_by=OWN),
        wall("interfaces_feed", seen_by=OWN),
        wall("interfaces_answer", seen_by="token_id IN (SELECT id FROM interfaces_token)"),
        wall("interfaces_delivery", seen_by="subscription_id IN (SELECT id FROM interfaces_subscription)"),
    ]
