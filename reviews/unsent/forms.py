"""What static/autosave.js sends of one box, cleaned."""

from django import forms

from reviews.unsent.actions import LONGEST_TEXT
from reviews.unsent.places import PLACES
from tracker.lib.forms import PlainTextField


class SaveForm(forms.Form):
    """One box as it stands now. It may be empty; it is never cut."""

    place = forms.ChoiceField(choices=[(code, code) for code in PLACES])
    box = forms.CharField(max_length=40)
    about = forms.UUIDField()
    engagement = forms.UUIDField(required=False)  # a first offer has none yet
    text = PlainTextField(label="What you typed", longest=LONGEST_TEXT, required=False)
    version = forms.IntegerField(min_value=0)
