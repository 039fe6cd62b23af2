"""What is kept of a refusal: enough to see an intruder, nothing that tells of a draft."""

import json
import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts import actions
from accounts.access import NotAllowed, NotFound, acting_as
from accounts.middleware import STATUS
from accounts.models import Membership
from tests.clones import clone, inside


def _refusals(being, actor):
    with being(actor), connection.cursor() as cursor:
        cursor.execute(
            "select actor, payload::text from accounts_auditevent"
            " where verb = 'refused' order by seq"
        )
        return [(who, json.loads(payload)) for who, payload in cursor.fetchall()]


def test_an_intruders_refusals_say_where(mo, ada, draft, browser, being):
    assert browser(mo).get(f"/agreement/{uuid.uuid4()}/").status_code == 404

    assert _refusals(being, ada)[-1] == (mo.user_id, {"route": "agreements:read", "status": 404})


def test_a_clients_refusals_tell_nobody_of_a_draft(eli, ada, draft, browser, being):
    page = browser(eli)
    assert page.get(f"/writing/{draft.id}/1/").status_code == 200
    assert page.get(f"/writing/{draft.id}/99/").status_code == 404

    assert _refusals(being, ada)[-1] == (eli.user_id, {"route": "", "status": 404})


def test_a_clinicians_refusals_tell_no_colleague_of_what_was_told_outside(mo, ada, browser, being):
    """An administrator reads the practice's trail, and knows of no disclosure."""
    for path in (f"/outside/of/{uuid.uuid4()}/new/", f"/outside/{uuid.uuid4()}/"):
        assert browser(mo).get(path).status_code == 404
        assert _refusals(being, ada)[-1] == (mo.user_id, {"route": "", "status": 404})


@pytest.mark.parametrize("refusal", [NotFound, NotAllowed])
def test_who_left_during_the_request_is_still_refused(browser, being, monkeypatch, refusal):
    """In real transactions. Nobody is there any more to write the line: the answer stays the same."""
    from tests.conftest import _load_cast, _make_cast

    with clone() as copy, inside(copy.app_url):
        _make_cast()
        people = _load_cast()
        mo, ada = people.mo.actor, people.ada.actor

        def refuse(**_):
            raise refusal

        def leave_and_refuse(**_):
            with inside(copy.app_url), acting_as(ada), transaction.atomic():
                membership = Membership.objects.get(id=mo.membership_id)
                actions.end_membership(actor=ada, membership=membership, now=timezone.now())
            raise refusal

        page, path = browser(mo), f"/agreement/{uuid.uuid4()}/"
        monkeypatch.setattr("reviews.agreements.queries.read_agreement", refuse)
        before = page.get(path)
        kept = _refusals(being, ada)
        monkeypatch.setattr("reviews.agreements.queries.read_agreement", leave_and_refuse)
        after = page.get(path)

        assert before.status_code == after.status_code == STATUS[refusal]
        assert (len(kept), _refusals(being, ada)) == (1, kept)
        assert page.get(path).url == "/sign-in/"
