from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "tracker"

    def ready(self) -> None:
        from tracker import celery  # noqa: F401, PLC0415 - the app that shared tasks belong to
