from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    name = "shouwei.front.displays"
    label = "displays"
