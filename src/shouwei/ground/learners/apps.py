from django.apps import AppConfig


class LearnersConfig(AppConfig):
    name = "shouwei.ground.learners"
    label = "learners"
