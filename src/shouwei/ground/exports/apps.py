from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ExportsConfig(AppConfig):
    name = "shouwei.ground.exports"
    label = "exports"

    def ready(self) -> None:
        """Every room's ``listings.py`` registers its lists with ``core.listings``, so that no room has to know this one."""
        autodiscover_modules("listings")
