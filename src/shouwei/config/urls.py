"""Every room's addresses, plugged together."""

from django.urls import include, path

urlpatterns = [
    path("", include("shouwei.front.desk.urls")),
    path("people/", include("shouwei.ground.people.urls")),
    path("organisations/", include("shouwei.ground.organisations.urls")),
    path("calendar/", include("shouwei.ground.calendar.urls")),
    path("notices/", include("shouwei.ground.notices.urls")),
    path("trail/", include("shouwei.ground.audit.urls")),
    path("planning/", include("shouwei.oversight.planning.urls")),
]
handler400 = "shouwei.front.desk.pages.errors.bad_request"
handler403 = "shouwei.front.desk.pages.errors.forbidden"
handler404 = "shouwei.front.desk.pages.errors.not_found"
handler500 = "shouwei.front.desk.pages.errors.server_error"
