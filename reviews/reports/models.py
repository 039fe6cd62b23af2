"""The narrative report: one row a version, in sections, signed, co-signed, answered."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from reviews.records.models import DraftText, EngagementRecord
from tracker.lib.fields import SealedTextField


class Report(EngagementRecord):
    """One version of a report. draft → signed. A signed one is replaced, never changed.

    `body` is what was signed, whole, as canonical JSON (reviews.reports.body); `digest` is its
    SHA-256, which co-signature and release are bound to.
    """

    DRAFT, SIGNED = "draft", "signed"
    STATES: ClassVar = [(s, s) for s in (DRAFT, SIGNED)]
    FINAL = frozenset({SIGNED})

    series = models.UUIDField()  # the same for every version of one report
    number = models.PositiveSmallIntegerField()  # of this version in its series, from 1
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)  # the last day
    about = SealedTextField()  # JSON: role, licence, sources used and not used, fee payer
    version = models.PositiveIntegerField(default=1)  # of period and about, for stale saves
    two_names = models.BooleanField()  # the agreement asks for a second clinician's name
    preview_days = models.PositiveSmallIntegerField(null=True)  # as the practice had it at signing
    prepared_at = models.DateTimeField(null=True)  # its author has read sections.BEFORE_WRITING
    limits_version = models.CharField(max_length=20, blank=True)
    body = SealedTextField(null=True)
    digest = models.BinaryField(max_length=32, null=True)
    state = models.CharField(max_length=20, choices=STATES, default=DRAFT)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("series", "number"), name="one_report_a_number"),
            models.CheckConstraint(
                condition=models.Q(state="draft", body=None, digest=None, signed_at=None)
                | (
                    models.Q(
                        state="signed",
                        body__isnull=False,
                        digest__isnull=False,
                        signed_at__isnull=False,
                        period_from__isnull=False,
                        period_to__gte=models.F("period_from"),
                    )
                    & ~models.Q(limits_version="")
                ),
                name="a_signed_report_is_whole",
            ),
        )
        indexes = (models.Index(fields=["engagement", "created_at"], name="report_by_engagement"),)


class Section(DraftText):
    """One part of a draft, as it is being written. What was signed is in the report's body."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(max_length=20)  # key of sections.SECTIONS
    stands_alone = models.BooleanField(default=False)  # the author's word, given when signing
    rests = SealedTextField(null=True)  # JSON: what each paragraph rests on (resting.write)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("report", "kind"), name="one_section_a_kind"),
        )


class Ground(EngagementRecord):
    """What a section rests on: a signed record of this engagement, never a private one."""

    SESSION, FEEDBACK, COMMITMENT, AGREEMENT = "session", "feedback", "commitment", "agreement"
    REVIEW, CONCERN = "review", "concern"
    OF_KINDS: ClassVar = [
        (k, k) for k in (SESSION, FEEDBACK, COMMITMENT, AGREEMENT, REVIEW, CONCERN)
    ]

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="grounds")
    of_kind = models.CharField(max_length=20, choices=OF_KINDS)
    of_id = models.UUIDField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("section", "of_id"), name="one_ground_a_record"),
        )


class CoSignature(EngagementRecord):
    """A second clinician is asked about one version, and answers once.

    They read a frozen copy under a key of its own, until they have answered: the text, and its
    grounds as dates and kinds. asked → cosigned | changes_asked | declined | stood_aside.
    """

    ASKED, COSIGNED, CHANGES_ASKED, DECLINED, STOOD_ASIDE = (
        "asked",
        "cosigned",
        "changes_asked",
        "declined",
        "stood_aside",
    )
    STATES: ClassVar = [(s, s) for s in (ASKED, COSIGNED, CHANGES_ASKED, DECLINED, STOOD_ASIDE)]
    FINAL = frozenset({COSIGNED, CHANGES_ASKED, DECLINED, STOOD_ASIDE})

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="cosignatures")
    cosigner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.BinaryField(max_length=32)  # of the version they were asked about
    copy = SealedTextField()  # JSON, under the copy's own key
    remark = SealedTextField(null=True)  # under the copy's own key
    standing = SealedTextField(null=True)  # the same: how they stand to author, client, who pays
    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report",),
                condition=models.Q(state__in=("asked", "cosigned")),
                name="one_cosigner_at_a_time",
            ),
        )


class RemarkPassedOn(EngagementRecord):
    """The author has passed a co-signer's answer on to the client."""

    cosignature = models.OneToOneField(
        CoSignature, on_delete=models.PROTECT, related_name="passed_on"
    )


class AnswerKeptBack(EngagementRecord):
    """The author keeps a co-signer's answer from the client for now, and says why.

    Without this row the client reads it after a while (rules.TOLD_AFTER); with a RemarkPassedOn, too.
    """

    cosignature = models.OneToOneField(
        CoSignature, on_delete=models.PROTECT, related_name="kept_back"
    )
    why = SealedTextField()  # the author's alone


class ReportTemplate(models.Model):
    """One version of a practice's headings and guidance. Nothing personal; only added to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT)
    version = models.PositiveIntegerField()  # from 1; 0 is what the product brings
    sections = models.JSONField()  # {key of sections.SECTIONS: {"heading": …, "guidance": …}}
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("organization", "version"), name="one_report_template_a_version"
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class CorrectionRequest(EngagementRecord):
    """The client asks for a factual correction; the author answers in writing. asked → answered."""

    ASKED, ANSWERED = "asked", "answered"
    STATES: ClassVar = [(s, s) for s in (ASKED, ANSWERED)]
    FINAL = frozenset({ANSWERED})
    CORRECTED, KEPT = "corrected", "kept"
    OUTCOMES: ClassVar = [(o, o) for o in (CORRECTED, KEPT)]

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="corrections")
    words = SealedTextField()
    answer = SealedTextField(null=True)
    outcome = models.CharField(max_length=20, choices=OUTCOMES, blank=True)
    state = models.CharField(max_length=20, choices=STATES, default=ASKED)
    answered_at = models.DateTimeField(null=True)
