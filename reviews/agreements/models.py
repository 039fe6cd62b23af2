"""What client and clinician agree on when they begin."""

from django.conf import settings
from django.db import models

from reviews.records.models import EngagementRecord
from tracker.lib.fields import SealedTextField


class Agreement(EngagementRecord):
    """One version of the terms. offered → accepted | declined (client) | withdrawn (clinician)."""

    OFFERED, ACCEPTED, DECLINED, WITHDRAWN = ("offered", "accepted", "declined", "withdrawn")
    STATES = [(s, s) for s in (OFFERED, ACCEPTED, DECLINED, WITHDRAWN)]
    FINAL = frozenset({ACCEPTED, DECLINED, WITHDRAWN})

    version = models.PositiveSmallIntegerField()
    terms = SealedTextField()  # JSON: pathway, focus areas, words, cadence, who may be told what
    state = models.CharField(max_length=20, choices=STATES, default=OFFERED)
    answered_at = models.DateTimeField(null=True)
    digest = models.BinaryField(null=True)  # SHA-256 of the terms; null: from before both signed
    signable_from = models.DateTimeField(null=True)  # the client's time to think is over

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "version"), name="one_agreement_a_version"
            ),
            models.UniqueConstraint(
                fields=("engagement",), condition=models.Q(state="offered"), name="one_open_offer"
            ),
        )


class AgreementSignature(EngagementRecord):
    """One of the two has signed this text: `author`, who proved a moment ago who they are."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    digest = models.BinaryField()  # of the text that stood on the page
    authenticated_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agreement", "author"), name="one_signature_a_person"),
        )


class AgreedContact(EngagementRecord):
    """Who at the employer's may report which concerns, by the agreement the client has signed.

    Written by the database alone, with that signature. In force while the work goes on and this
    agreement is the last one accepted; the next version has a row of its own, or none. Plain ids
    and keys of a closed list: whoever it names has no key of the engagement, and needs none.
    """

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="agreed_contact"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    invitation = models.ForeignKey(
        "accounts.Invitation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    keys = models.JSONField()  # of terms.LISTED
    form_id = models.UUIDField()  # the first of the rows that name them version after version
    code = models.CharField(max_length=10)  # drawn by lot: which form is meant, and nothing else

    class Meta:
        indexes = (models.Index(fields=["user"], name="agreed_contact_by_user"),)
