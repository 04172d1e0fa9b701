from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "shouwei.ground.privacy"
    label = "privacy"
