"""Who may let a programme act for them. What such a programme may then do is said by every other room's table."""

from django.db.models import Q

from shouwei.core.keys import Keys

KEYS = Keys(
    "interfaces",
    """
    [token]              secretariat council department unit_head unit_staff auditor administrator
    view_tokens          own         own     own        own       own        own     all
    issue_token          own         own     own        own       own        own     own
    revoke_token         own         own     own        own       own        own     all

    [subscription]       secretariat council department unit_head unit_staff auditor administrator
    view_webhooks        own         -       own        own       -          -       all
    subscribe_webhook    own         -       own        own       -          -       own
    stop_webhook         own         -       own        own       -          -       all

    [feed]               secretariat council department unit_head unit_staff auditor administrator
    view_feeds           own         own     own        own       own        own     own
    """,
    reaches={noun: {"own": lambda identity: Q(identity=identity)} for noun in ("token", "subscription", "feed")},
)
