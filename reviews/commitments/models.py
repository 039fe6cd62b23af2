"""What was agreed to be done, who carries it, and how it went, in words. Rows are only added."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Goal(EngagementRecord):
    """What several commitments are for, in one line. Never edited; it ends in words."""

    text = SealedTextField()


class GoalEnd(EngagementRecord):
    """A goal is not worked for any more, and why, in words."""

    goal = models.OneToOneField(Goal, on_delete=models.PROTECT, related_name="end")
    text = SealedTextField()


class Commitment(EngagementRecord):
    """One step: what, who carries it, and by when if a day was named. Never edited.

    session     it was agreed in; null: one of the two proposed it, and the other answers.
    agreed_on   the day of that session, or of the proposal.
    outside     what kind of step elsewhere it is, or "": of one elsewhere only attendance is said.
    prepare_on, debrief_on  of public accounts alone: when the two speak before and after.
    replaces    the one it was changed from.
    between_us  no report states it.
    """

    CLIENT, CLINICIAN, SUPPORT = "client", "clinician", "support"
    CARRIED_BY: ClassVar = [(c, c) for c in (CLIENT, CLINICIAN, SUPPORT)]
    GROUP, TWELVE_STEP, COACH, COUPLES, RESIDENTIAL, PUBLIC_ACCOUNTS = (
        "group",
        "twelve_step",
        "coach",
        "couples",
        "residential",
        "public_accounts",
    )
    OUTSIDE: ClassVar = [
        (o, o) for o in (GROUP, TWELVE_STEP, COACH, COUPLES, RESIDENTIAL, PUBLIC_ACCOUNTS)
    ]

    session = models.ForeignKey(
        "reviews.SessionLog", null=True, on_delete=models.PROTECT, related_name="commitments"
    )
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="commitments")
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    text = SealedTextField()
    agreed_on = models.DateField()
    due_on = models.DateField(null=True)
    carried_by = models.CharField(max_length=20, choices=CARRIED_BY, default=CLIENT)
    outside = models.CharField(max_length=20, choices=OUTSIDE, default="", blank=True)
    prepare_on = models.DateField(null=True)
    debrief_on = models.DateField(null=True)
    between_us = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outside="") | Q(carried_by="client"), name="outside_is_the_clients"
            ),
            models.CheckConstraint(
                condition=Q(outside="public_accounts", prepare_on__isnull=False)
                & Q(debrief_on__isnull=False)
                | ~Q(outside="public_accounts") & Q(prepare_on=None, debrief_on=None),
                name="accounts_are_prepared",
            ),
        )


class CommitmentStep(EngagementRecord):
    """How a commitment stands, said by the client or the clinician; the last word counts.

    text    empty where only attendance is said; the reason where it was moved or let go.
    on_day  of attendance: the day; carried over: by when it is to be done now.
    """

    UNDER_WAY, DONE, CHANGED, NOT_STARTED, NOT_TAKEN_UP = (
        "under_way",
        "done",
        "changed",
        "not_started",
        "not_taken_up",
    )
    ATTENDED, NOT_ATTENDED = "attended", "not_attended"
    CARRIED_OVER, REPLACED, LET_GO = "carried_over", "replaced", "let_go"
    STANDS: ClassVar = [
        (s, s)
        for s in (
            UNDER_WAY,
            DONE,
            CHANGED,  # was said before another one could take its place
            NOT_STARTED,
            NOT_TAKEN_UP,
            ATTENDED,
            NOT_ATTENDED,
            CARRIED_OVER,
            REPLACED,
            LET_GO,
        )
    ]
    FINAL: ClassVar = frozenset({REPLACED, LET_GO})

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    stands = models.CharField(max_length=20, choices=STANDS)
    text = SealedTextField(null=True)
    on_day = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=["commitment", "created_at"], name="step_by_commitment"),)
        constraints = (
            models.UniqueConstraint(
                fields=["commitment"],
                condition=Q(stands__in=["replaced", "let_go"]),
                name="one_ending_a_commitment",
            ),
            models.CheckConstraint(
                condition=Q(stands__in=["attended", "not_attended"], text=None)
                & Q(on_day__isnull=False)
                | ~Q(stands__in=["attended", "not_attended"]),
                name="attendance_without_words",
            ),
        )


class CommitmentAnswer(EngagementRecord):
    """What the other one says to a proposed commitment or goal; the last answer of each counts.

    COULD_NOT is said of the client alone, by either: why, and when they are asked again.
    may_be_told  the client chose that a report may state their why.
    """

    AGREES, DISAGREES, COULD_NOT = "agrees", "disagrees", "could_not"
    SAYS: ClassVar = [(s, s) for s in (AGREES, DISAGREES, COULD_NOT)]

    commitment = models.ForeignKey(
        Commitment, null=True, on_delete=models.PROTECT, related_name="answers"
    )
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="answers")
    says = models.CharField(max_length=20, choices=SAYS)
    text = SealedTextField(null=True)
    ask_again_on = models.DateField(null=True)
    may_be_told = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=["commitment", "created_at"], name="answer_by_commitment"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(commitment=None, goal__isnull=False)
                | Q(commitment__isnull=False, goal=None),
                name="answer_is_to_one",
            ),
        )
