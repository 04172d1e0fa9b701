"""Who reads figures, who compares schools, who freezes a year."""

from shouwei.core.keys import Keys

KEYS = Keys(
    "indicators",
    """
    [definition]         secretariat council department unit_head unit_staff auditor administrator
    view_targets         all         all     all        all       all        all     -
    view_definitions     all         all     all        all       all        all     -
    compare_schools      all         all     all        -         -          all     -

    [report]             secretariat council department unit_head unit_staff auditor administrator
    view_reports         all         all     all        all       all        all     -
    freeze_report        all         -       -          -         -          -       -
    """,
    reaches={"definition": {}, "report": {}},
)
