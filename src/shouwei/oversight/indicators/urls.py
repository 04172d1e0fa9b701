"""Every address of the room."""

from django.urls import path

from .pages import definitions, schools, targets

app_name = "indicators"
urlpatterns = [
    path("", targets.page, name="targets"),
    path("schools/", schools.page, name="schools"),
    path("definitions/", definitions.page, name="definitions"),
    path("definitions/<int:pk>/", definitions.one, name="definition"),
    path("compare/<str:target>/", definitions.compare, name="compare"),
]
