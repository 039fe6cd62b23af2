"""When client and clinician meet, and what becomes of each time."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Cadence(EngagementRecord):
    """A rule in the client's wall time. proposed → live → ended; or declined, or withdrawn.

    `phases` is what reviews.checkins.recurrence reads and writes. It says whom to remind, so that
    the sweep needs no other table than those of this room.
    """

    PROPOSED, LIVE, ENDED, DECLINED, WITHDRAWN = (
        "proposed",
        "live",
        "ended",
        "declined",
        "withdrawn",
    )
    STATES: ClassVar = [(s, s) for s in (PROPOSED, LIVE, ENDED, DECLINED, WITHDRAWN)]
    FINAL = frozenset({ENDED, DECLINED, WITHDRAWN})

    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)

    phases = models.JSONField()
    wall_time = models.TimeField()
    zone = models.CharField(max_length=64)  # IANA name
    state = models.CharField(max_length=20, choices=STATES, default=PROPOSED)
    answered_at = models.DateTimeField(null=True)  # a proposal's
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(state="live"), name="one_live_cadence"
            ),
            models.UniqueConstraint(
                fields=("engagement",),
                condition=models.Q(state="proposed"),
                name="one_proposed_cadence",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ended", ended_at__isnull=False)
                | (~models.Q(state="ended") & models.Q(ended_at=None)),
                name="an_ended_cadence_says_when",
            ),
        )


class CheckIn(EngagementRecord):
    """One time. scheduled → open → shared → discussed → closed; what else can happen is in rules.py.

    series_date  the day the cadence gave it, for good; null: extra, or moved there.
    """

    SCHEDULED, OPEN, SHARED, DISCUSSED, CLOSED, MISSED, MOVED, NOT_NEEDED, CANCELED = (
        "scheduled",
        "open",
        "shared",
        "discussed",
        "closed",
        "missed",
        "moved",
        "not_needed",
        "canceled",
    )
    STATES: ClassVar = [
        (s, s)
        for s in (SCHEDULED, OPEN, SHARED, DISCUSSED, CLOSED, MISSED, MOVED, NOT_NEEDED, CANCELED)
    ]
    FINAL = frozenset({CLOSED, MOVED, NOT_NEEDED, CANCELED})

    # Why it was missed: never whose fault it was.
    TOLD_BEFOREHAND, NOT_TOLD, LOGISTICS, OUR_SIDE = (
        "told_beforehand",
        "not_told",
        "logistics",
        "our_side",
    )
    REASONS: ClassVar = [(r, r) for r in (TOLD_BEFOREHAND, NOT_TOLD, LOGISTICS, OUR_SIDE)]

    cadence = models.ForeignKey(Cadence, on_delete=models.PROTECT, related_name="checkins")
    series_date = models.DateField(null=True)
    on_date = models.DateField()
    wall_time = models.TimeField()
    zone = models.CharField(max_length=64)
    opens_at = models.DateTimeField()
    due_at = models.DateTimeField()
    moved_from = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="moved_to"
    )
    state = models.CharField(max_length=20, choices=STATES, default=SCHEDULED)
    shared_at = models.DateTimeField(null=True)
    discussed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # missed, moved, not needed, canceled
    why_not = models.CharField(max_length=20, choices=REASONS, blank=True, default="")
    why_words = SealedTextField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("cadence", "series_date"), name="one_checkin_an_occurrence"
            ),
            # Missed once and talked about later, it keeps why it was missed.
            models.CheckConstraint(
                condition=~models.Q(state="missed") | ~models.Q(why_not=""),
                name="a_missed_checkin_says_why",
            ),
        )
        indexes = (
            models.Index(fields=["engagement", "due_at"], name="checkin_by_engagement"),
            models.Index(
                fields=["opens_at"], condition=models.Q(state="scheduled"), name="checkin_to_open"
            ),
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="checkin_open"),
        )


class Move(EngagementRecord):
    """One of the two asks for another time. asked → agreed | declined | withdrawn | lapsed.

    The old time stands until the other one agrees.
    """

    ASKED, AGREED, DECLINED, WITHDRAWN, LAPSED = (
        "asked",
        "agreed",
        "declined",
        "withdrawn",
        "lapsed",
    )
    STATES: ClassVar = [(s, s) for s in (ASKED, AGREED, DECLINED, WITHDRAWN, LAPSED)]
    FINAL = frozenset({AGREED, DECLINED, WITHDRAWN, LAPSED})

    checkin = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="moves")
    to_date = models.DateField()
    to_time = models.TimeField()
    zone = models.CharField(max_length=64)  # IANA name; the wall time above is there
    words = SealedTextField(null=True)  # why; need not be said
    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("checkin",), condition=models.Q(state="asked"), name="one_open_move"
            ),
        )


class Pause(EngagementRecord):
    """No check-ins and no reminders for a while; nobody has to say why. running → over.

    ends_on  the day it ends by itself, in the cadence's zone; null: until somebody resumes.
    """

    RUNNING, OVER = "running", "over"
    STATES: ClassVar = [(s, s) for s in (RUNNING, OVER)]
    FINAL = frozenset({OVER})

    starts_at = models.DateTimeField()
    ends_on = models.DateField(null=True)
    ends_at = models.DateTimeField(null=True)  # the start of that day there; null: until resumed
    state = models.CharField(max_length=20, choices=STATES, default=RUNNING)
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(state="running"), name="one_pause"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on=None, ends_at=None)
                | models.Q(ends_on__isnull=False, ends_at__isnull=False),
                name="a_pause_ends_at_the_start_of_its_day",
            ),
        )
