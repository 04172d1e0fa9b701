from django.apps import AppConfig


class InterfacesConfig(AppConfig):
    name = "shouwei.front.interfaces"
    label = "interfaces"
