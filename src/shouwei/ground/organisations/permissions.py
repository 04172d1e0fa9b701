"""Who may do what with organisations, their history, facts and contacts, and membership."""

from django.db.models import Q

from shouwei.core.keys import Keys

KEYS = Keys(
    "organisations",
    """
    [membership]         secretariat council department unit_head unit_staff auditor administrator
    view_members         all         all     all        all       all        all     all
    change_members       all         -       -          -         -          -       -
    [organisation]
    view_organisations   all         all     all        all       all        all     all
    add_organisation     all         -       -          -         -          -       all
    change_organisation  all         -       -          own       -          -       all
    rename_organisation  all         -       -          -         -          -       all
    merge_organisation   all         -       -          -         -          -       all
    note_fact            all         -       -          own       -          -       -
    confirm_fact         all         -       -          -         -          -       -
    view_contacts        all         -       all        own       own        -       -
    change_contacts      all         -       -          own       -          -       -

    [membership]         liaison
    view_members         all
    [organisation]       liaison
    view_organisations   all
    change_organisation  own
    note_fact            own
    view_contacts        own
    change_contacts      own
    """,
    reaches={"organisation": {"own": lambda identity: Q(pk=identity.organisation_id)}},
)
