from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "shouwei.ground.imports"
    label = "imports"
