"""Every address of the room."""

from django.urls import path

from .pages import (
    batch,
    cancel_import,
    centre,
    confirm_import,
    progress,
    rows_returned,
    template,
    undo_import,
    upload_sheet,
)

app_name = "imports"
urlpatterns = [
    path("", centre.page, name="centre"),
    path("new/<str:noun>/", upload_sheet.page, name="upload_sheet"),
    path("new/<str:noun>/template/", template.page, name="template"),
    path("<int:pk>/", batch.page, name="batch"),
    path("<int:pk>/progress/", progress.page, name="progress"),
    path("<int:pk>/confirm/", confirm_import.page, name="confirm_import"),
    path("<int:pk>/cancel/", cancel_import.page, name="cancel_import"),
    path("<int:pk>/undo/", undo_import.page, name="undo_import"),
    path("<int:pk>/returned/", rows_returned.page, name="rows_returned"),
]
