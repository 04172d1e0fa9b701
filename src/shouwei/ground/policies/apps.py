from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "shouwei.ground.policies"
    label = "policies"
