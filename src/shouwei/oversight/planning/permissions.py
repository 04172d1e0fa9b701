"""Who may do what in this room. docs/keys.md prints every room's table."""

from typing import Any

from django.db.models import Q

from shouwei.core.keys import Keys, Reach

from .models import Duty


def led_by(path: str) -> Reach:
    """The acting organisation leads or co-leads the task found at ``path``."""

    def reach(identity: Any) -> Q:
        org = identity.organisation_id
        return Q(**{f"{path}lead_id": org}) | Q(**{f"{path}co_leads": org})

    return reach


def duty_led(identity: Any) -> Q:
    """As ``led_by("duty__task__")``, without a second reading of the table: for one with many thousand rows."""
    return Q(duty__in=Duty.objects.filter(led_by("task__")(identity)).values("pk"))


def belongs_to(path: str) -> Reach:
    """The organisation found at ``path`` is the one acted for."""
    return lambda identity: Q(**{path: identity.organisation_id})


SENT = ~Q(state__in=["draft", "dropped"])

KEYS = Keys(
    "planning",
    """
    [plan]               secretariat council department unit_head unit_staff auditor administrator
    view_plan            all         all     all        all       all        all     -
    import_plan          all         -       -          -         -          -       -
    publish_plan         all         -       -          -         -          -       -
    stop_plan            all         -       -          -         -          -       -
    withdraw_plan        all         -       -          -         -          -       -
    export_plan          all         all     all        all       all        all     -

    [task]               secretariat council department unit_head unit_staff auditor administrator
    view_task            all         all     all        all       all        all     -
    change_task          all         -       -          -         -          -       -
    set_goal             all         -       led        -         -          -       -
    link_indicator       all         -       led        -         -          -       -
    archive_task         all         all     led        -         -          all     -
    write_programme      all         -       led        -         -          -       -
    judge_programme      all         -       -          -         -          -       -
    view_programme       all         all     all        own       own        all     -
    write_part           -           -       -          own       own        -       -

    [part]               secretariat council department unit_head unit_staff auditor administrator
    judge_part           all         -       led        -         -          -       -

    [measure]            secretariat council department unit_head unit_staff auditor administrator
    finish_measure       all         -       led        own       own        -       -

    [duty]               secretariat council department unit_head unit_staff auditor administrator
    view_duty            all         all     led        own       own        all     -
    accept_duty          -           -       -          own       -          -       -
    assign_owner         -           -       -          own       -          -       -
    write_report         -           -       -          own       own        -       -
    ask_extension        -           -       -          own       -          -       -
    ask_completion       -           -       -          own       -          -       -
    stop_duty            all         -       -          -         -          -       -
    reopen_duty          all         -       -          -         -          -       -

    [report]             secretariat council department unit_head unit_staff auditor administrator
    view_report          all         all     led        own       own        all     -
    approve_report       -           -       -          own       -          -       -
    judge_report         all         -       led        -         -          -       -

    [difficulty]         secretariat council department unit_head unit_staff auditor administrator
    view_difficulty      all         all     led        own       own        all     -
    answer_difficulty    all         raised  -          -         -          -       -
    escalate_difficulty  all         -       -          -         -          -       -

    [extension]          secretariat council department unit_head unit_staff auditor administrator
    endorse_extension    all         -       led        -         -          -       -
    decide_extension     all         -       -          -         -          -       -

    [completion]         secretariat council department unit_head unit_staff auditor administrator
    review_completion    all         -       led        -         -          -       -
    confirm_completion   all         -       -          -         -          -       -

    [notice]             secretariat council department unit_head unit_staff auditor administrator
    view_notice          all         all     led+sent   sent      sent       all     -
    send_notice          all         -       -          -         -          -       -
    sign_notice          -           -       sent       sent      sent       -       -
    reply_notice         -           -       sent       sent      -          -       -
    close_notice         all         -       -          -         -          -       -

    [evidence]           secretariat council department unit_head unit_staff auditor administrator
    view_evidence        all         all     led        own       own        all     -

    [meeting]            secretariat council department unit_head unit_staff auditor administrator
    view_meeting         all         all     all        -         -          all     -
    run_meeting          all         -       -          -         -          -       -

    [decision]           secretariat council department unit_head unit_staff auditor administrator
    view_decision        all         all     all        own       own        all     -
    finish_decision      all         -       own        own       -          -       -

    [bulletin]           secretariat council department unit_head unit_staff auditor administrator
    view_bulletin        all         all     issued     issued    issued     all     -
    write_bulletin       all         -       -          -         -          -       -

    [plan]               liaison
    view_plan            all
    export_plan          all

    [task]               liaison
    view_task            all

    [notice]             liaison
    view_notice          sent
    sign_notice          sent
    reply_notice         sent

    [decision]           liaison
    view_decision        own
    finish_decision      own

    [bulletin]           liaison
    view_bulletin        issued
    """,
    reaches={
        "task": {"led": led_by(""), "own": belongs_to("duties__organisation_id")},
        "part": {"led": led_by("programme__task__")},
        "measure": {"led": led_by("programme__task__"), "own": belongs_to("organisation_id")},
        "duty": {"led": led_by("task__"), "own": belongs_to("organisation_id")},
        "report": {"led": led_by("duty__task__"), "own": belongs_to("duty__organisation_id")},
        "difficulty": {
            "led": led_by("duty__task__"),
            "own": belongs_to("duty__organisation_id"),
            "raised": lambda _: Q(level="council"),
        },
        "extension": {"led": led_by("duty__task__")},
        "completion": {"led": led_by("duty__task__")},
        "notice": {
            # A draft does not exist for anybody it concerns. A missing annual goal is asked of the lead itself.
            "led": lambda identity: duty_led(identity) & SENT,
            "sent": lambda identity: Q(to_id=identity.organisation_id) & SENT,
        },
        "evidence": {"led": led_by("duty__task__"), "own": belongs_to("duty__organisation_id")},
        "decision": {"own": belongs_to("organisation_id")},
        "bulletin": {"issued": lambda _: Q(issued_on__isnull=False)},
    },
)
