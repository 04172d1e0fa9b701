from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "shouwei.ground.notices"
    label = "notices"

    def ready(self) -> None:
        """Every room's ``occasions.py`` registers its kinds of messages with ``core.occasions``."""
        autodiscover_modules("occasions")
