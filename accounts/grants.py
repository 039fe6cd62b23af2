"""The permission a role enters engagements by, as the number this database gave it."""

from functools import cache

from django.contrib.auth.models import Permission

from accounts.roles import ROLES


@cache
def _permission_ids() -> dict[str, int]:
    return dict(
        Permission.objects.filter(content_type__app_label="reviews").values_list("codename", "pk")
    )


def permission_id(role: str) -> int | None:
    """The primary key of the role's permission; None for a role that enters no engagement."""
    known = ROLES.get(role)
    return _permission_ids()[known.permission] if known and known.permission else None
