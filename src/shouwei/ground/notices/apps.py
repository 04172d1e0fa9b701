from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shouwei.ground.notices"
    label = "notices"
