from django.apps import AppConfig


class CataloguesConfig(AppConfig):
    name = "shouwei.ground.catalogues"
    label = "catalogues"
    verbose_name = "目录"
