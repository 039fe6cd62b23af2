from django import forms


class AcknowledgeForm(forms.Form):
    """One button. The version says which words were on the page."""

    version = forms.CharField(max_length=20, widget=forms.HiddenInput)
