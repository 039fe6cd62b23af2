"""The engagement and the grants on it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from guardian.models import UserObjectPermissionBase

from accounts.access import Actor
from accounts.grants import permission_id
from tracker.lib.fields import SealedTextField

# The database's own clock, as the row policies ask it: one subselect, evaluated once a query.
_NOW = RawSQL("(select app.now())", [])
_IN_TIME = (Q(starts_at=None) | Q(starts_at__lte=_NOW)) & (Q(ends_at=None) | Q(ends_at__gt=_NOW))


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def visible_to(self, actor: Actor) -> "EngagementQuerySet":
        """The engagements `actor` may enter in the role they are in. The one door in Python."""
        permission = permission_id(actor.role)
        if permission is None:
            return self.none()
        return self.filter(
            Exists(
                EngagementGrant.objects.filter(
                    _IN_TIME,
                    content_object=OuterRef("pk"),
                    user_id=actor.user_id,
                    permission_id=permission,
                )
            )
        )


class Engagement(models.Model):
    """One client working with one clinician, from proposal to end."""

    PROPOSED, ACTIVE, DECLINED, WITHDRAWN, ENDED = (
        "proposed",
        "active",
        "declined",
        "withdrawn",
        "ended",
    )
    STATES = [(s, s) for s in (PROPOSED, ACTIVE, DECLINED, WITHDRAWN, ENDED)]
    FINAL = frozenset({DECLINED, WITHDRAWN, ENDED})

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    code = models.CharField(max_length=12, unique=True)  # what lists outside the engagement show
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    clinician = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Whoever covers for the clinician, and from when until when; kept by the doors of covers.
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    covered_from = models.DateTimeField(null=True)
    covered_until = models.DateTimeField(null=True)
    client_name = SealedTextField(null=True)
    state = models.CharField(max_length=20, choices=STATES, default=PROPOSED)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)  # kept by a trigger on check-ins

    objects = EngagementQuerySet.as_manager()

    class Meta:
        default_permissions: ClassVar[tuple[str, ...]] = ()
        permissions = (
            ("take_part", "Takes part as the client"),
            ("treat", "Works with the client as the clinician"),
        )

    def __str__(self) -> str:
        return str(self.id)


class EngagementGrant(UserObjectPermissionBase):
    """Who may enter an engagement, and as what. Read by guardian and by the row policies alike.

    A grant holds from `starts_at` until just before `ends_at`; null: always. Its own row policy asks
    the clock, so everything that asks for a grant closes with it.
    """

    permission = models.ForeignKey(Permission, on_delete=models.PROTECT)
    content_object = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="grants")
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        indexes = (
            models.Index(
                fields=["content_object", "user", "permission"], name="grant_by_engagement"
            ),
        )
