"""Every address of the room."""

from django.urls import path

from .pages import bulletin, duty, meeting, overview, preview_plan, programme, supervision_notice, task

app_name = "planning"
urlpatterns = [
    # plans
    path("import/<int:pk>/", preview_plan.page, name="preview_plan"),
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
