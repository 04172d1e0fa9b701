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
    path("links/", include("shouwei.ground.links.urls")),
    path("imports/", include("shouwei.ground.imports.urls")),
    path("exports/", include("shouwei.ground.exports.urls")),
    path("catalogues/", include("shouwei.ground.catalogues.urls")),
    path("privacy/", include("shouwei.ground.privacy.urls")),
    path("learners/", include("shouwei.ground.learners.urls")),
    path("programmes/", include("shouwei.work.programmes.urls")),
    path("admissions/", include("shouwei.work.admissions.urls")),
    path("employment/", include("shouwei.work.employment.urls")),
    path("indicators/", include("shouwei.oversight.indicators.urls")),
    path("displays/", include("shouwei.front.displays.urls")),
    path("interfaces/", include("shouwei.front.interfaces.urls")),
    path("operations/", include("shouwei.front.operations.urls")),
]
handler400 = "shouwei.front.desk.pages.errors.bad_request"
handler403 = "shouwei.front.desk.pages.errors.forbidden"
handler404 = "shouwei.front.desk.pages.errors.not_found"
handler500 = "shouwei.front.desk.pages.errors.server_error"
