from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "shouwei.front.operations"
    label = "operations"
