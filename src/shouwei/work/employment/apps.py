from django.apps import AppConfig


class EmploymentConfig(AppConfig):
    name = "shouwei.work.employment"
    label = "employment"
