from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "shouwei.ground.organisations"
    label = "organisations"
