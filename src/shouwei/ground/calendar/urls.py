"""Every address of the room."""

from django.urls import path

from .pages import fill_holidays, holidays, import_holidays

app_name = "calendar"
urlpatterns = [
    path("holidays/", holidays.page, name="holidays"),
    path("holidays/import/", import_holidays.page, name="import_holidays"),
    path("holidays/<int:year>/fill/", fill_holidays.page, name="fill_holidays"),
]
