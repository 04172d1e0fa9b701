from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "shouwei.work.admissions"
    label = "admissions"
