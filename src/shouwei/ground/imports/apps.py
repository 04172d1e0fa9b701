from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ImportsConfig(AppConfig):
    name = "shouwei.ground.imports"
    label = "imports"

    def ready(self) -> None:
        """Every room's ``sheets.py`` registers its nouns with ``core.sheets``, so that no room has to know this one."""
        autodiscover_modules("sheets")
