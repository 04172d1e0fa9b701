"""Every address of the room."""

from django.urls import URLPattern

app_name = "catalogues"
urlpatterns: list[URLPattern] = []
