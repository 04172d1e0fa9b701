"""Every address of the room."""

from django.urls import path

from .pages import trail

app_name = "audit"
urlpatterns = [
    path("", trail.page, name="trail"),
]
