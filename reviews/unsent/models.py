"""Texts that were typed into a form and not sent yet."""

from django.db import models

from reviews.records.models import DraftText


class UnsentText(DraftText):
    """What stands in one box of a form that was not sent. For its author alone; nobody is told.

    place  the form, of places.PLACES, and `box` the field in it.
    about  what the form is about: a record, or the engagement where there is none yet.
    """

    place = models.CharField(max_length=40)
    about = models.UUIDField()
    box = models.CharField(max_length=40)

    class Meta(DraftText.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("author", "place", "about", "box"), name="one_unsent_text_a_box"
            ),
        )
