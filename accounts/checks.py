"""What must hold before a page is served. `./run` and the containers run these with --database."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from tracker.lib.crypto import KeyringUnusable, load_keyring
from tracker.lib.pdf.sealkey import SealKeyUnusable, load_seal_key

OURS = ("accounts.", "reviews.")


@register(Tags.security)
def keyring_is_usable(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    try:
        load_keyring(settings.KEYRING_FILE)
    except KeyringUnusable as error:
        return [Error(str(error), id="waymark.E001")]
    return []


@register(Tags.database)
def seal_key_is_usable(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Asked where people are served; an operator's commands seal nothing and run without the key."""
    if not databases:
        return []
    try:
        load_seal_key(settings.SEAL_KEY_FILE)
    except SealKeyUnusable as error:
        return [Error(str(error), id="waymark.E005")]
    return []


@register(Tags.urls)
def every_view_says_who_it_is_for(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    return [
        Error(f"The view {name} does not say who it is open to.", id="waymark.E002")
        for name, view in _views(get_resolver().url_patterns)
        if name.startswith(OURS) and not hasattr(view, "open_to")
    ]


@register(Tags.database)
def role_is_safe(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse to serve as owner, superuser or a role that passes row policies."""
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, exists (select from pg_class c join pg_namespace n"
            " on n.oid = c.relnamespace where n.nspname in ('public', 'app')"
            " and (c.relowner = r.oid or pg_has_role(r.oid, c.relowner, 'member')))"
            " or exists (select from pg_roles d where d.rolname = 'waymark_definer'"
            " and pg_has_role(r.oid, d.oid, 'member'))"
            " from pg_roles r where rolname = current_user"
        )
        superuser, bypass, owner = cursor.fetchone()
        cursor.execute(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname = 'public' and c.relkind = 'r'"
            " and (c.relname like 'reviews\\_%%' or c.relname = any(%s))"
            " and not (c.relrowsecurity and c.relforcerowsecurity and exists"
            " (select from pg_policy p where p.polrelid = c.oid))",
            [CONFIDENTIAL_ACCOUNTS],
        )
        unprotected = [row[0] for row in cursor.fetchall()]
    errors: list[CheckMessage] = []
    if superuser or bypass or owner:
        errors.append(
            Error(
                "DATABASE_URL names a role with too many rights. Serve as waymark_app.",
                id="waymark.E003",
            )
        )
    errors.extend(
        Error(f"The table {table} has no forced row policies. Run migrate.", id="waymark.E004")
        for table in unprotected
    )
    return errors


CONFIDENTIAL_ACCOUNTS = [
    "accounts_organization",
    "accounts_membership",
    "accounts_invitation",
    "accounts_factorreset",
    "accounts_notice",
    "accounts_shownmail",
    "accounts_auditevent",
    "accounts_audithead",
    "accounts_auditanchor",
]


def _views(patterns: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", None) or getattr(
                pattern.callback, "cls", pattern.callback
            )
            yield f"{view.__module__}.{getattr(view, '__name__', '')}", view
