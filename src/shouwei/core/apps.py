from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "shouwei.core"
    label = "core"

    def ready(self) -> None:
        from .wording import install

        install()
