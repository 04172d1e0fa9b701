"""Every address of the room."""

from django.urls import path

from .pages import gallery, hand_over, handover, health, home, search

app_name = "desk"
urlpatterns = [
    path("", home.page, name="home"),
    path("identities/<int:pk>/hand-over/", hand_over.page, name="hand_over"),
    path("handovers/<int:pk>/", handover.page, name="handover"),
    path("handovers/<int:pk>/undo/", handover.undo, name="undo_handover"),
    path("search/", search.page, name="search"),
    path("gallery/", gallery.page, name="gallery"),
    path("health/live", health.live, name="live"),
    path("health/ready", health.ready, name="ready"),
]
