from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "shouwei.ground.links"
    label = "links"
