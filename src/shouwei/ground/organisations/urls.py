"""Every address of the room."""

from django.urls import path

from .pages import members

app_name = "organisations"
urlpatterns = [
    path("members/", members.page, name="members"),
]
