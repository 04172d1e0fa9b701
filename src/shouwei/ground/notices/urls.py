"""Every address of the room."""

from django.urls import path

from .pages import inbox, open_notice, preferences, read_all

app_name = "notices"
urlpatterns = [
    path("", inbox.page, name="inbox"),
    path("<int:pk>/open/", open_notice.page, name="open_notice"),
    path("read/", read_all.page, name="read_all"),
    path("preferences/", preferences.page, name="preferences"),
]
