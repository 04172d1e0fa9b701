"""Every address of the room."""

from django.urls import path

from .pages import definitions, goals, hand_in, reports, rounds, schools, targets, write_definition

app_name = "indicators"
urlpatterns = [
    path("", targets.page, name="targets"),
    path("schools/", schools.page, name="schools"),
    path("definitions/", definitions.page, name="definitions"),
    path("definitions/<int:pk>/", definitions.one, name="definition"),
    path("definitions/new/", write_definition.page, name="new_definition"),
    path("definitions/<int:pk>/write/", write_definition.page, name="write_definition"),
    path("definitions/<int:pk>/propose/", write_definition.propose, name="propose_definition"),
    path("definitions/<int:pk>/decide/", write_definition.decide, name="decide_definition"),
    path("definitions/<int:pk>/discard/", write_definition.discard, name="discard_definition"),
    path("definitions/<int:pk>/adopt/", write_definition.adopt, name="adopt_definition"),
    path("goals/", goals.page, name="goals"),
    path("goals/write/", goals.write, name="write_goal"),
    path("reports/", reports.page, name="reports"),
    path("reports/freeze/", reports.freeze, name="freeze_report"),
    path("reports/<int:pk>/", reports.one, name="report"),
    path("reports/<int:pk>/paper.<str:file_format>", reports.paper, name="report_paper"),
    path("rounds/", rounds.page, name="rounds"),
    path("rounds/new/", rounds.begin, name="open_round"),
    path("rounds/<int:pk>/", rounds.one, name="round"),
    path("rounds/<int:pk>/lock/", rounds.lock, name="lock_round"),
    path("submissions/<int:pk>/", hand_in.page, name="submission"),
    path("submissions/<int:pk>/decide/", hand_in.decide, name="decide_submission"),
    path("compare/<str:target>/", definitions.compare, name="compare"),
]
