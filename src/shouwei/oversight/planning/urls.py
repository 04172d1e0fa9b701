"""Every address of the room."""

from django.urls import path

from .pages import (
    add_member,
    bulletin,
    discard_import,
    duty,
    meeting,
    overview,
    programme,
    publish_plan,
    supervision_notice,
    task,
    versions,
)

app_name = "planning"
urlpatterns = [
    # plans
    path("import/<int:pk>/discard/", discard_import.page, name="discard_import"),
    path("import/<int:pk>/publish/", publish_plan.page, name="publish_plan"),
    path("plans/<int:pk>/versions/", versions.page, name="versions"),
    path("members/add/", add_member.page, name="add_member"),
    # views
    path("plans/<int:pk>/", overview.page, name="overview"),
    path("tasks/<int:pk>/", task.page, name="task"),
    # programmes and goals
    path("tasks/<int:pk>/programme/", programme.page, name="programme"),
    # duties, reports, closing
    path("duties/<int:pk>/", duty.page, name="duty"),
    # supervision notices
    path("notices/<int:pk>/", supervision_notice.page, name="supervision_notice"),
    # meetings and bulletins
    path("meetings/<int:pk>/", meeting.page, name="meeting"),
    path("bulletins/<int:pk>/", bulletin.page, name="bulletin"),
]
