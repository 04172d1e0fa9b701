"""Who reports destinations, who asks, who looks into a sample. The graduate's own answers are opened by no key but the auditor's."""

from django.db.models import Q

from shouwei.core.keys import Keys
from shouwei.ground.people.models import Identity


def _own(identity: Identity) -> Q:
    return Q(school=identity.organisation_id)


def _of_own_graduate(identity: Identity) -> Q:
    return Q(destination__school=identity.organisation_id)


KEYS = Keys(
    "employment",
    """
    [destination]        secretariat council department unit_head unit_staff auditor administrator
    view_destinations    all         -       all        own       own        all     -
    write_destination    -           -       -          own       own        -       -
    import_destinations  -           -       -          own       own        -       -
    add_proof            -           -       -          own       own        -       -
    void_proof           -           -       -          own       own        all     -
    match_register       all         -       all        -         -          -       -
    report_destinations  -           -       -          own       -          -       -
    lock_destinations    all         -       -          -         -          -       -
    send_links           -           -       all        -         -          all     -
    ask_employers        -           -       all        own       own        all     -

    [employer_ask]       secretariat council department unit_head unit_staff auditor administrator
    view_employer_asks   all         -       all        own       own        all     -
    remind_employer      all         -       all        own       own        all     -

    [proof]              secretariat council department unit_head unit_staff auditor administrator
    view_proof           -           -       -          own       own        all     -
    replace_proof        -           -       -          own       own        -       -

    [question]           secretariat council department unit_head unit_staff auditor administrator
    view_questions       all         -       all        own       own        all     -
    ask_questions        all         -       all        -         -          all     -
    reply_question       -           -       -          own       own        -       -
    settle_question      all         -       all        -         -          all     -

    [sample]             secretariat council department unit_head unit_staff auditor administrator
    view_samples         all         all     all        all       all        all     -
    draw_sample          -           -       -          -         -          all     -
    record_finding       -           -       -          -         -          all     -
    """,
    reaches={
        "destination": {"own": _own},
        "proof": {"own": _of_own_graduate},
        "employer_ask": {"own": _own},
        "question": {"own": _own},
        "sample": {},
    },
)
