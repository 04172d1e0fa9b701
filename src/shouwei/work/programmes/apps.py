from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "shouwei.work.programmes"
    label = "programmes"
