from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "shouwei.oversight.planning"
    label = "planning"
