"""An offer holds between the client and their clinician of now, and is answered whole or not at all."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from accounts.access import NotAllowed, WrongState
from accounts.models import Notice
from reviews.agreements import actions
from reviews.agreements.actions import withdraw_offer
from reviews.agreements.models import Agreement, AgreementSignature
from reviews.agreements.queries import get_agreement
from reviews.engagements.queries import get_engagement
from tests import covers, handovers
from tests.agreeing import accept_agreement, offer_version, signs
from tests.conftest import terms_from
from tracker.lib import clock


@pytest.fixture
def second(engagement, dana, now, being):
    with being(dana):
        return offer_version(actor=dana, engagement=engagement, terms=terms_from(now), now=now)


@pytest.fixture
def handed_over(second, engagement, cast, now):
    """Mo works with Eli now; what Dana offered still waits."""
    handovers.agree(cast, handovers.propose(cast, engagement.id, now=now), now=now)
    clock.move(timedelta(days=9))
    handovers.sweep()
    return second


@pytest.fixture
def covered(second, engagement, cast, now):
    """The day after Mo began to cover for Dana."""

    def begin():
        covers.agree(cast, covers.ask(cast, engagement.id, now=now), now=now)
        clock.move(timedelta(days=4))

    return begin


def test_what_the_clinician_before_offered_is_not_accepted_after_a_handover(
    handed_over, eli, mo, being, browser
):
    later = clock.now()
    client, url = browser(eli), reverse("agreements:accept", args=[handed_over.id])
    with being(eli):
        offer = get_agreement(actor=eli, agreement_id=handed_over.id)
        with pytest.raises(WrongState):
            accept_agreement(actor=eli, agreement=offer, client_name="Eli", now=later)
    answer = client.post(url, signs(handed_over))
    assert (answer.status_code, "Nothing was signed." in answer.text) == (409, True)
    with being(mo):
        of_mo = offer_version(
            actor=mo,
            engagement=get_engagement(actor=mo, engagement_id=handed_over.engagement_id),
            terms=terms_from(later),
            replaces=handed_over.id,
            now=later,
        )
    assert (
        client.post(url.replace(str(handed_over.id), str(of_mo.id)), signs(of_mo)).status_code
        == 302
    )


def test_nor_by_raw_sql(handed_over, eli, being):
    later = clock.now()
    move = "update reviews_agreement set state = %s, answered_at = app.now() where id = %s"
    with being(eli):
        AgreementSignature.objects.create(
            engagement_id=handed_over.engagement_id,
            author_id=eli.user_id,
            agreement=handed_over,
            digest=handed_over.digest,
            authenticated_at=later,
            created_at=later,
        )
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(move, ["accepted", handed_over.id])
        with connection.cursor() as cursor:
            cursor.execute(move, ["declined", handed_over.id])
            assert cursor.rowcount == 1


def test_a_refused_acceptance_leaves_nothing(second, eli, being, browser, monkeypatch):
    """The page answers a refusal itself, and its request is kept: half of a signature is not."""
    client, url = browser(eli), reverse("agreements:accept", args=[second.id])

    def ended(**_):
        raise WrongState

    with monkeypatch.context() as broken:
        broken.setattr(actions, "agree_on_cadence", ended)
        answer = client.post(url, signs(second))

    assert (answer.status_code, "Nothing was signed." in answer.text) == (409, True)
    with being(eli):
        assert get_agreement(actor=eli, agreement_id=second.id).state == Agreement.OFFERED
        assert not AgreementSignature.objects.filter(agreement=second, author_id=eli.user_id)
    assert client.post(url, signs(second)).status_code == 302


def test_whoever_covers_does_not_withdraw_what_the_clinician_offered(
    second, engagement, dana, mo, eli, being, browser, now, covered
):
    covered()
    page = reverse("agreements:read", args=[second.id])
    assert "Withdraw the offer" in browser(dana).get(page).text
    shown = browser(mo).get(page)
    assert (shown.status_code, "Withdraw the offer" in shown.text) == (200, False)
    with being(mo):
        offer = get_agreement(actor=mo, agreement_id=second.id)
        with pytest.raises(NotAllowed):
            withdraw_offer(actor=mo, agreement=offer, now=clock.now())
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "update reviews_agreement set state = 'withdrawn' where id = %s", [second.id]
            )
    with being(dana):
        withdraw_offer(actor=dana, agreement=second, now=clock.now())
    with being(eli):
        told = Notice.objects.get(key=f"agreement:{second.id}:withdrawn")
    assert (told.kind, told.recipient_id) == ("something_waits", eli.user_id)


def test_an_offer_from_before_signatures_does_not_wait_and_asks_to_be_offered_again(
    second, engagement, eli, dana, being, browser, monkeypatch
):
    page, home = reverse("agreements:read", args=[second.id]), reverse("desk:your_page")
    client = browser(eli)
    assert "Sign this agreement" in client.get(page).text
    assert "Another version of your agreement is there to answer" in client.get(home).text

    load = Agreement.from_db.__func__

    def without_digest(cls, *args):
        row = load(cls, *args)
        row.digest = None
        return row

    monkeypatch.setattr(Agreement, "from_db", classmethod(without_digest))

    shown = client.get(page).text
    assert "Sign this agreement" not in shown
    assert "for it to be offered again" in shown
    assert reverse("agreements:decline", args=[second.id]) in shown
    assert "Another version of your agreement is there to answer" not in client.get(home).text
    assert "Change the offer" in browser(dana).get(page).text
