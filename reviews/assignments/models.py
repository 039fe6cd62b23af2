"""Who works with a client, where it changes: covers between two dates, and handovers."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Cover(EngagementRecord):
    """A colleague works with a client between two dates, as the clinician and for the clinician.

    The clinician asks (`author`), or an administrator does while the clinician is away: then the
    client's yes is needed too. States move by doors alone (reviews/assignments/doors.py).
    """

    ASKED, AGREED, DECLINED, WITHDRAWN, LAPSED, OVER = (
        "asked",
        "agreed",
        "declined",
        "withdrawn",
        "lapsed",
        "over",
    )
    STATES: ClassVar = [(s, s) for s in (ASKED, AGREED, DECLINED, WITHDRAWN, LAPSED, OVER)]
    FINAL = frozenset({DECLINED, WITHDRAWN, LAPSED, OVER})

    code = models.CharField(max_length=12)  # of the engagement: all that a colleague knows before
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    by_practice = models.BooleanField(default=False)
    starts_at = models.DateTimeField()  # once agreed: when it really begins
    ends_at = models.DateTimeField()  # the first moment without it
    colleague_said_at = models.DateTimeField(null=True)
    client_said_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    settled_at = models.DateTimeField(null=True)

    class Meta(EngagementRecord.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",),
                condition=Q(state__in=("asked", "agreed")),
                name="one_cover_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="a_cover_has_two_dates"
            ),
        )


class Handover(EngagementRecord):
    """The work goes on with a colleague. The clinician proposes (`author`), the client hears first.

    It is done once the colleague has agreed and the client says yes, or has let the practice's time
    pass without objecting; doors alone move it.
    """

    PROPOSED, OBJECTED, DONE, DECLINED, WITHDRAWN = (
        "proposed",
        "objected",
        "done",
        "declined",
        "withdrawn",
    )
    STATES: ClassVar = [(s, s) for s in (PROPOSED, OBJECTED, DONE, DECLINED, WITHDRAWN)]
    FINAL = frozenset({DONE, DECLINED, WITHDRAWN})

    code = models.CharField(max_length=12)
    incoming = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    takes_effect_at = models.DateTimeField()  # without a yes of the client's
    incoming_said_at = models.DateTimeField(null=True)
    client_said_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, choices=STATES, default=PROPOSED)
    settled_at = models.DateTimeField(null=True)

    class Meta(EngagementRecord.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",),
                condition=Q(state__in=("proposed", "objected")),
                name="one_handover_at_a_time",
            ),
        )


class Objection(EngagementRecord):
    """Why the client objects, to the clinician they know; whoever takes over never reads it."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="objections")
    words = SealedTextField()


class Absence(models.Model):
    """A clinician is away, as an administrator notes it: from when, and no reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()  # by the practice's days
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",), condition=Q(ended_at=None), name="one_absence_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class ClosedAccount(EngagementRecord):
    """The client has died: nothing reaches the account any more. Written by a door alone."""

    reopened_at = models.DateTimeField(null=True)  # by the operator, if it was a mistake
