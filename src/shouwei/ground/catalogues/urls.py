"""Every address of the room."""

from django.urls import path

from .pages import browse, edition, editions, enter_counties, home, import_edition, map_editions, search

app_name = "catalogues"
urlpatterns = [
    path("", home.page, name="home"),
    path("search/", search.page, name="search"),
    path("suggest/<slug:catalogue>/", search.suggest, name="suggest"),
    path("import/", import_edition.page, name="import_edition"),
    path("shipped/", import_edition.shipped, name="load_shipped"),
    path("editions/", editions.page, name="editions"),
    path("editions/<int:pk>/", edition.page, name="edition"),
    path("editions/<int:pk>/publish/", edition.publish, name="publish_edition"),
    path("editions/<int:pk>/discard/", edition.discard, name="discard_edition"),
    path("editions/<int:pk>/mappings/", map_editions.page, name="mappings"),
    path("counties/", enter_counties.page, name="enter_counties"),
    path("lists/<slug:catalogue>/", browse.page, name="browse"),
    path("lists/<slug:catalogue>/<slug:code>/", browse.page, name="code"),
]
