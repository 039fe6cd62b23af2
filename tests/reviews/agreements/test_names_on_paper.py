"""A name stands on every paper that goes out: one that cannot be printed is refused where it is typed.

Otherwise the paper of a released report could never be made, and nobody would know why.
"""

import pytest

from accounts.forms import FoundPracticeForm, InviteForm
from reviews.agreements.api import AcceptSerializer
from reviews.agreements.forms import AcceptForm, OfferForm
from tests.tracker.pdf.papers import paper
from tracker.lib.pdf.render import CannotRender, render

PRINTED, NOT_PRINTED = "Zoë Łękawska", "李 Rask"
FIELDS = {
    "accepting": AcceptForm.base_fields["client_name"],
    "offering": OfferForm.base_fields["client_name"],
    "inviting": InviteForm.base_fields["display_name"],
    "founding": FoundPracticeForm.base_fields["display_name"],
}


def test_it_could_not_be_printed():
    assert render(paper(person=PRINTED))
    with pytest.raises(CannotRender):
        render(paper(person=NOT_PRINTED))


@pytest.mark.parametrize("where", FIELDS)
def test_the_form_says_which_sign_it_is(where):
    field = FIELDS[where]
    assert field.clean(PRINTED) == PRINTED
    with pytest.raises(Exception, match="this sign cannot be printed: 李"):
        field.clean(NOT_PRINTED)


def test_the_api_says_it_too():
    def errors(name):
        sent = AcceptSerializer(data={"client_name": name})
        sent.is_valid()
        return str(sent.errors.get("client_name", ""))

    assert errors(PRINTED) == ""
    assert "this sign cannot be printed: 李" in errors(NOT_PRINTED)
