"""Every address of the room."""

from django.urls import path

from .pages import ask_export, decide_export, export, exports, fetch_export, progress

app_name = "exports"
urlpatterns = [
    path("", exports.page, name="exports"),
    path("new/<str:name>/", ask_export.page, name="ask_export"),
    path("<int:pk>/", export.page, name="export"),
    path("<int:pk>/progress/", progress.page, name="progress"),
    path("<int:pk>/decide/", decide_export.page, name="decide_export"),
    path("<int:pk>/file/", fetch_export.page, name="fetch_export"),
]
