"""Every address of the room."""

from django.urls import path

from .pages import definitions, reports, schools, targets

app_name = "indicators"
urlpatterns = [
    path("", targets.page, name="targets"),
    path("schools/", schools.page, name="schools"),
    path("definitions/", definitions.page, name="definitions"),
    path("definitions/<int:pk>/", definitions.one, name="definition"),
    path("reports/", reports.page, name="reports"),
    path("reports/freeze/", reports.freeze, name="freeze_report"),
    path("reports/<int:pk>/", reports.one, name="report"),
    path("reports/<int:pk>/paper.<str:file_format>", reports.paper, name="report_paper"),
    path("compare/<str:target>/", definitions.compare, name="compare"),
]
