from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "shouwei.ground.documents"
    label = "documents"
