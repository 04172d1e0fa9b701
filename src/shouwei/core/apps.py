from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "shouwei.core"
    label = "core"
