from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ReviewsConfig(AppConfig):
    name = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        post_migrate.connect(write_permission_constants, sender=self)


def write_permission_constants(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Write the grants' permission numbers into the functions the row policies call.

    The numbers differ between databases; as immutable functions PostgreSQL plans with them as
    constants. Runs as the owner, after every migrate.
    """
    from django.contrib.auth.management import create_permissions  # noqa: PLC0415 - needs the apps
    from django.contrib.auth.models import Permission  # noqa: PLC0415 - needs the apps

    create_permissions(sender, using=using, verbosity=0)
    numbers = dict(
        Permission.objects.using(using)
        .filter(content_type__app_label="reviews")
        .values_list("codename", "pk")
    )
    with connections[using].cursor() as cursor:
        for codename in ("take_part", "treat"):
            cursor.execute(
                f"create or replace function app.p_{codename}() returns int"
                f" language sql immutable parallel safe as 'select {numbers[codename]:d}'"
            )
