"""Texts that were typed into a form and not sent yet."""

from django.db import models

from reviews.records.models import DraftText, OfferKey


class UnsentText(DraftText):
    """What stands in one box of a form that was not sent. For its author alone; nobody is told.

    place  the form, of places.PLACES, and `box` the field in it.
    about  what the form is about: a record, or the engagement where there is none yet.
    offer  before there is an engagement, the key that seals it; `about` is the same membership.
    """

    engagement = models.ForeignKey(  # type: ignore[assignment] # a first offer has none yet
        "reviews.Engagement", null=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    # The database deletes the texts with their key (migrations/_offers.py).
    offer = models.ForeignKey(
        OfferKey, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="texts"
    )
    place = models.CharField(max_length=40)
    about = models.UUIDField()
    box = models.CharField(max_length=40)

    class Meta(DraftText.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("author", "place", "about", "box"), name="one_unsent_text_a_box"
            ),
            models.CheckConstraint(
                condition=models.Q(engagement__isnull=False, offer=None)
                | models.Q(engagement=None, place="first_offer", offer=models.F("about")),
                name="unsent_in_work_or_before_it",
            ),
        )
