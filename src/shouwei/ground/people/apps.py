from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "shouwei.ground.people"
    label = "people"
