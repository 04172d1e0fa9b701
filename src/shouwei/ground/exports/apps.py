from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "shouwei.ground.exports"
    label = "exports"
