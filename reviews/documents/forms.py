"""The reader's one button, and the two forms of "Is it genuine?"."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from tracker.lib.pdf import codes
from tracker.lib.uploads import HashedFile

TOO_LARGE = "Nothing was looked at: the file is larger than 2 MB, and none of ours is."
NO_FILE = "Choose the file of the document."
NO_CODE = "Enter the code that stands on the document."
NOT_A_CODE = (
    "A code of ours has twelve letters and digits, for example 7KQM-29FX-R4TD. Look at this one "
    "once more."
)


class AcknowledgeForm(forms.Form):
    """One button. The version says which words were on the page."""

    version = forms.CharField(max_length=20, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """A code as somebody reads it from a document."""

    code = forms.CharField(
        label="The code on the document",
        help_text="Twelve letters and digits. Dashes, spaces and small letters do not matter.",
        max_length=codes.LONGEST_TYPED,
        error_messages={"required": NO_CODE, "max_length": NOT_A_CODE},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        code = codes.normalize_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(NOT_A_CODE)
        return code


class FileForm(forms.Form):
    """A file, of which only the hash has arrived (tracker.lib.uploads)."""

    file = forms.FileField(
        label="The PDF you have",
        help_text="Up to 2 MB. It is compared while it arrives, and never kept.",
        allow_empty_file=True,
        error_messages={"required": NO_FILE, "missing": NO_FILE, "invalid": NO_FILE},
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, *args: Any, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._too_large = too_large
        if too_large:
            self.fields["file"].required = False

    def clean(self) -> dict[str, Any]:
        if self._too_large:
            self.add_error("file", TOO_LARGE)
        return self.cleaned_data

    def digest(self) -> bytes:
        """SHA-256 of the file that was sent."""
        sent: HashedFile = self.cleaned_data["file"]
        return sent.digest
