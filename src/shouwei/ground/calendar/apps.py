from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "shouwei.ground.calendar"
    label = "calendar"
