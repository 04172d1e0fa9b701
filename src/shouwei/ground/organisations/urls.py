"""Every address of the room."""

from django.urls import path

from .pages import (
    contacts,
    county_map,
    facts,
    keep_organisation,
    members,
    merge_organisations,
    organisation,
    organisations,
    rename_organisation,
)

app_name = "organisations"
urlpatterns = [
    path("", organisations.page, name="organisations"),
    path("members/", members.page, name="members"),
    path("map/", county_map.page, name="map"),
    path("add/", keep_organisation.add, name="add_organisation"),
    path("<int:pk>/", organisation.page, name="organisation"),
    path("<int:pk>/change/", keep_organisation.change, name="change_organisation"),
    path("<int:pk>/rename/", rename_organisation.page, name="rename_organisation"),
    path("<int:pk>/rename/undo/", rename_organisation.undo, name="undo_rename"),
    path("<int:pk>/merge/", merge_organisations.page, name="merge_organisation"),
    path("<int:pk>/merge/undo/", merge_organisations.undo, name="undo_merger"),
    path("<int:pk>/facts/add/", facts.add, name="add_fact"),
    path("<int:pk>/facts/<int:item>/confirm/", facts.confirm, name="confirm_fact"),
    path("<int:pk>/facts/<int:item>/remove/", facts.remove, name="remove_fact"),
    path("<int:pk>/contacts/add/", contacts.add, name="add_contact"),
    path("<int:pk>/contacts/<int:item>/remove/", contacts.remove, name="remove_contact"),
]
