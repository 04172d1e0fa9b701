"""Every address of the room."""

from django.urls import path

from .pages import baselines, intake, reconcile, write_intake

app_name = "admissions"
urlpatterns = [
    path("", intake.page, name="intake"),
    path("new/", write_intake.page, name="new_intake"),
    path("intake/<int:pk>/", write_intake.page, name="write_intake"),
    path("reconcile/", reconcile.page, name="reconcile"),
    path("baselines/", baselines.page, name="baselines"),
    path("baselines/new/", baselines.write, name="write_baseline"),
]
