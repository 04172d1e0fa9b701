"""Every address of the room."""

from django.urls import path

from .pages import backups, change_schedule, health, jobs, make_backup, retry_job, run_progress, settings, stop_run

app_name = "operations"
urlpatterns = [
    path("", health.page, name="health"),
    path("jobs/", jobs.page, name="jobs"),
    path("jobs/<int:number>/retry/", retry_job.page, name="retry_job"),
    path("schedule/<int:pk>/", change_schedule.page, name="change_schedule"),
    path("backups/", backups.page, name="backups"),
    path("backups/make/", make_backup.page, name="make_backup"),
    path("backups/verify/", make_backup.verify, name="verify_backup"),
    path("runs/<int:pk>/progress/", run_progress.page, name="run_progress"),
    path("runs/<int:pk>/stop/", stop_run.page, name="stop_run"),
    path("settings/", settings.page, name="settings"),
    path("settings/<str:name>/", settings.change, name="change_setting"),
]
