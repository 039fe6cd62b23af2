"""What is looked for. It is sent in the body, so that no address and no log holds it."""

from django import forms

from tracker.lib.forms import PlainLineField

LONGEST = 100  # characters


class WordsForm(forms.Form):
    words = PlainLineField(
        label="Words to find",
        longest=LONGEST,
        empty="Enter the words you are looking for.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if len(words.strip()) < 2:
            raise forms.ValidationError("Enter at least two letters.")
        return words


class NameForm(forms.Form):
    name = PlainLineField(
        label="Find somebody by name or code",
        longest=LONGEST,
        empty="Enter a name or a code.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
