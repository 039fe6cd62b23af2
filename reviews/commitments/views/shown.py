"""What the pages of this room have in common."""

from django import forms
from django.http import HttpRequest, HttpResponse

from accounts.errors import changed_meanwhile
from reviews.commitments import words

MEANWHILE = (
    "This was changed or has ended in the meantime, so what you wrote was not saved. You can copy "
    "it from here."
)


def told_to(is_client: bool, agreement: str) -> str:
    """Where the two stand, to one of them."""
    return (words.TO_CLIENT if is_client else words.AGREEMENT_ON_SCREEN)[agreement]


def meanwhile(request: HttpRequest, form: forms.Form, *, back_url: str) -> HttpResponse:
    """409, with every word that was typed into the form."""
    typed = [
        form.data.get(name, "")
        for name, field in form.fields.items()
        if isinstance(field.widget, forms.Textarea | forms.TextInput)
        and not isinstance(field.widget, forms.DateInput)
    ]
    text = "\n\n".join(part for part in typed if part)
    return changed_meanwhile(request, MEANWHILE, back_url=back_url, kept_text=text)
