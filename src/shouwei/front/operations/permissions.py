"""Who keeps the installation alive."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "operations",
    """
    [installation]       secretariat council department unit_head unit_staff auditor administrator
    view_health          all         -       -          -         -          -       all
    view_jobs            all         -       -          -         -          -       all
    change_schedule      -           -       -          -         -          -       all
    run_job              -           -       -          -         -          -       all
    view_backups         all         -       -          -         -          all     all
    make_backup          -           -       -          -         -          -       all
    ask_restore          -           -       -          -         -          -       all
    approve_restore      all         -       -          -         -          -       all
    view_settings        all         -       -          -         -          all     all
    change_settings      all         -       -          -         -          -       all
    """,
    reaches={},
)
