"""Every address of the room."""

from django.urls import path

from .pages import head, my_looks, record, trail

app_name = "audit"
urlpatterns = [
    path("", trail.page, name="trail"),
    path("heads/", head.page, name="head"),
    path("my-looks/", my_looks.page, name="my_looks"),
    path("records/<str:table>/<int:row>/", record.page, name="record"),
]
