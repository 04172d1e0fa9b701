"""Every page a person opens first: it fits, it can be used without a mouse or eyes, it complains of nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from shouwei.config.sample.story import tell_story
from shouwei.core.clock import today
from shouwei.ground.catalogues.models import Edition
from shouwei.ground.learners.models import Student
from shouwei.ground.people.models import Identity, User
from shouwei.ground.privacy.workflows.ask_data import Wish, ask_data
from shouwei.oversight.indicators.models import Definition, Round, Submission
from shouwei.oversight.planning.models import Bulletin, Duty, Meeting, Plan, PlanImport, SupervisionNotice
from shouwei.work.employment.models import Proof
from shouwei.work.programmes.models import Programme

from .conftest import Screen

pytestmark = pytest.mark.django_db(transaction=True)


PAGES = {
    "mishu": (
        "/",
        "/notices/",
        "/notices/preferences/",
        "/notices/channels/",
        "/notices/channels/new/",
        "/notices/dispatches/",
        "/notices/effect/",
        "/notices/effect/planning-report/",
        "/planning/",
        "/planning/import/",
        "/planning/import/{source}/",
        "/planning/plans/{plan}/",
        "/planning/plans/{plan}/tasks/",
        "/planning/plans/{plan}/heatmap/",
        "/planning/plans/{plan}/gantt/",
        "/planning/plans/{plan}/calendar/",
        "/planning/plans/{plan}/programmes/",
        "/planning/plans/{plan}/goals/",
        "/planning/plans/{plan}/versions/",
        "/planning/plans/{plan}/withdraw/",
        "/planning/plans/{plan}/meetings/",
        "/planning/plans/{plan}/bulletins/",
        "/planning/tasks/{task}/",
        "/planning/tasks/{task}/programme/",
        "/planning/duties/{duty}/",
        "/planning/difficulties/",
        "/planning/notices/",
        "/planning/notices/{notice}/",
        "/planning/meetings/{meeting}/",
        "/planning/decisions/",
        "/organisations/",
        "/organisations/map/",
        "/organisations/{unit}/",
        "/organisations/{unit}/merge/",
        "/organisations/add/",
        "/catalogues/",
        "/catalogues/search/?q=汽车",
        "/catalogues/lists/specialties/4607/",
        "/catalogues/editions/{edition}/",
        "/catalogues/import/",
        "/organisations/members/",
        "/people/",
        "/people/open/",
        "/people/roles/",
        "/people/persons/{person}/",
        "/identities/{identity}/hand-over/",
        "/people/me/",
        "/people/me/password/",
        "/people/me/second-factor/",
        "/calendar/holidays/",
        "/trail/",
        "/trail/heads/",
        "/trail/my-looks/",
        "/privacy/register/",
        "/privacy/mine/",
        "/privacy/cleanings/",
        "/privacy/requests/",
        "/privacy/requests/{request}/",
        "/imports/",
        "/imports/new/calendar.holidays/",
        "/exports/",
        "/exports/new/audit.trail/",
        "/search/?q=招聘",
        "/indicators/",
        "/indicators/schools/",
        "/indicators/compare/local/",
        "/indicators/definitions/",
        "/indicators/definitions/{definition}/",
        "/indicators/definitions/new/",
        "/indicators/definitions/{definition}/write/",
        "/indicators/goals/",
        "/indicators/goals/write/",
        "/indicators/reports/",
        "/indicators/rounds/",
        "/indicators/rounds/new/",
        "/indicators/rounds/{round}/",
        "/displays/flows/",
        "/displays/flows/?by=school",
        "/displays/quadrant/",
        "/displays/workplaces/",
        "/displays/wall/",
        "/learners/",
        "/learners/standings/",
        "/programmes/coverage/",
        "/programmes/industries/",
        "/programmes/industries/new/",
        "/programmes/crosswalks/",
        "/programmes/points/",
        "/programmes/partners/",
        "/programmes/taxonomies/",
        "/programmes/taxonomies/new/",
        "/programmes/taxonomies/map/",
        "/programmes/points/{point}/",
        "/programmes/points/{point}/succession/",
        "/admissions/",
        "/admissions/reconcile/",
        "/admissions/baselines/",
        "/employment/",
        "/employment/questions/",
        "/employment/samples/",
        "/employment/secondary/",
        "/links/",
    ),
    "zhiyuan": (
        "/",
        "/privacy/mine/ask/",
        "/privacy/requests/",
        "/privacy/requests/{request}/",
        "/privacy/requests/{request}/answer/",
        "/privacy/students/{student}/request/",
        "/learners/",
        "/learners/graduate/",
        "/programmes/points/new/",
        "/employment/proofs/{proof}/",
        "/employment/proofs/{proof}/replace/",
        "/admissions/new/",
        "/employment/",
        "/indicators/",
        "/indicators/submissions/{submission}/",
        "/planning/reports/",
        "/planning/duties/{duty}/",
        "/planning/duties/{duty}/report/",
        "/people/me/delegate/",
    ),
    "guanli": (
        "/operations/",
        "/operations/jobs/",
        "/operations/backups/",
        "/operations/settings/",
        "/operations/settings/notice.sign_days/",
        "/interfaces/feeds/",
        "/interfaces/tokens/",
        "/interfaces/webhooks/",
        "/interfaces/api/",
    ),
    "shenji": ("/", "/employment/samples/", "/employment/samples/new/", "/employment/proofs/{proof}/", "/trail/heads/"),
    "yuanqu": ("/", "/organisations/", "/programmes/industries/", "/indicators/", "/planning/plans/{plan}/"),
    "zhuanye": ("/", "/planning/reports/judge/", "/planning/tasks/{task}/programme/write/"),
    None: ("/people/sign-in/", "/people/set-password/", "/people/demo/", "/gallery/", "/nowhere/"),
}


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_look_right(screen: Callable[[str | None, str], Screen], size: str) -> None:
    tell_story(today())
    plan = Plan.objects.get()
    duty = Duty.objects.filter(organisation__short_name="江城职院").order_by("pk")[0]
    pupil = Student.objects.filter(school=duty.organisation_id)[0]
    wish = Wish("copy", "要一份学籍信息的副本。", today() - timedelta(days=28), asker="guardian", way="letter")
    clerk = Identity.objects.get(user__username="zhiyuan2")
    numbers = {
        "request": ask_data(pupil, wish, by=clerk, today=today()).pk,
        "student": pupil.pk,
        "plan": plan.pk,
        "unit": duty.organisation_id,
        "person": User.objects.get(username="zhiyuan2").pk,
        "identity": Identity.objects.get(user__username="zhiyuan2").pk,
        "edition": Edition.objects.get(state="draft").pk,
        "source": PlanImport.objects.get().pk,
        "task": plan.tasks.get(number=2).pk,
        "duty": duty.pk,
        "notice": SupervisionNotice.objects.order_by("pk")[0].pk,
        "meeting": Meeting.objects.order_by("pk")[0].pk,
        "point": Programme.objects.order_by("pk")[0].pk,
        "proof": Proof.objects.filter(destination__school__short_name="江城职院").exclude(file=None)[0].pk,
        "definition": Definition.objects.get(code="local.city.employed.workplace").pk,
        "round": Round.objects.get().pk,
        "submission": Submission.objects.get(school__short_name="江城职院").pk,
        "bulletin": getattr(Bulletin.objects.first(), "pk", 0),
    }
    for who, paths in PAGES.items():
        window = screen(who, size)
        for path in paths:
            window.go(path.format(**numbers))
            if path == "/nowhere/":
                assert window.page.title() == "没有找到这一页 · 首位"
                window.troubles.clear()
            window.check()
