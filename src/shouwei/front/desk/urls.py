"""Every address of the room."""

from django.urls import path

from .pages import gallery, health, home, search

app_name = "desk"
urlpatterns = [
    path("", home.page, name="home"),
    path("search/", search.page, name="search"),
    path("gallery/", gallery.page, name="gallery"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
