from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DeskConfig(AppConfig):
    name = "shouwei.front.desk"
    label = "desk"

    def ready(self) -> None:
        """Every room's ``sought.py`` registers with ``core.finding`` what the search box finds there."""
        autodiscover_modules("sought")
