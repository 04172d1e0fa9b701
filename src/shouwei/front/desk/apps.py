from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shouwei.front.desk"
    label = "desk"
