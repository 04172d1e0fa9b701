from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "shouwei.oversight.indicators"
    label = "indicators"
