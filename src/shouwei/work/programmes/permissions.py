"""Who keeps industries and programmes, and who reviews what joins them."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own_partner(identity: Identity) -> Q:
    return Q(programme__school=identity.organisation_id)


def _own_programme(identity: Identity) -> Q:
    return Q(school=identity.organisation_id)


KEYS = Keys(
    "programmes",
    """
    [industry]           secretariat council department unit_head unit_staff auditor administrator
    view_coverage        all         all     all        all       all        all     -
    view_industries      all         all     all        all       all        all     -
    write_industry       all         -       all        -         -          -       -
    propose_crosswalk    all         -       all        all       all        -       -

    [crosswalk]          secretariat council department unit_head unit_staff auditor administrator
    view_crosswalks      all         all     all        all       all        all     -
    review_crosswalk     all         -       all        -         -          -       -

    [programme]          secretariat council department unit_head unit_staff auditor administrator
    view_programmes      all         all     all        all       all        all     -
    write_programme      all         -       all        own       own        -       -
    set_status           all         -       all        own       own        -       -
    record_succession    all         -       all        own       own        -       -
    add_partner          all         -       all        own       own        -       -
    import_programmes    all         -       all        own       own        -       -

    [partner]            secretariat council department unit_head unit_staff auditor administrator
    view_partners        all         all     all        all       all        all     -
    choose_mentor        all         -       all        own       own        -       -
    ask_mentors          all         -       all        own       own        -       -

    [partner_ask]        secretariat council department unit_head unit_staff auditor administrator
    view_mentor_words    all         -       all        own       own        all     -
    remind_mentor        all         -       all        own       own        -       -
    reply_mentor         -           -       -          own       own        -       -

    [category]           secretariat council department unit_head unit_staff auditor administrator
    write_category       all         -       all        -         -          -       -
    map_categories       all         -       all        -         -          -       -

    [industry]           liaison
    view_coverage        all
    view_industries      all

    [crosswalk]          liaison
    view_crosswalks      all

    [programme]          liaison
    view_programmes      all

    [partner]            liaison
    view_partners        all
    """,
    reaches={
        "programme": {"own": _own_programme},
        "partner": {"own": _own_partner},
        "partner_ask": {"own": _own_programme},
        "category": {},
    },
)
