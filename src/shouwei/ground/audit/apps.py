from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "shouwei.ground.audit"
    label = "audit"
