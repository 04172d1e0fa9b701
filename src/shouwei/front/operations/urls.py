"""Every address of the room."""

from django.urls import path

from .pages import (
    ask_restore,
    backups,
    change_schedule,
    decide_restore,
    health,
    jobs,
    make_backup,
    restore_progress,
    retry_job,
    run_progress,
    settings,
    stop_run,
)

app_name = "operations"
urlpatterns = [
    path("", health.page, name="health"),
    path("jobs/", jobs.page, name="jobs"),
    path("jobs/<int:number>/retry/", retry_job.page, name="retry_job"),
    path("schedule/<int:pk>/", change_schedule.page, name="change_schedule"),
    path("backups/", backups.page, name="backups"),
    path("backups/make/", make_backup.page, name="make_backup"),
    path("backups/verify/", make_backup.verify, name="verify_backup"),
    path("backups/restore/", ask_restore.page, name="ask_restore"),
    path("restores/<int:pk>/approve/", decide_restore.approve, name="approve_restore"),
    path("restores/<int:pk>/stop/", decide_restore.stop, name="stop_restore"),
    path("restores/<int:pk>/progress/", restore_progress.page, name="restore_progress"),
    path("runs/<int:pk>/progress/", run_progress.page, name="run_progress"),
    path("runs/<int:pk>/stop/", stop_run.page, name="stop_run"),
    path("settings/", settings.page, name="settings"),
    path("settings/<str:name>/", settings.change, name="change_setting"),
]
