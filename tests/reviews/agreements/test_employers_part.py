"""Where an employer asks for it: their part, their words apart from ours, and time to think."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import Error, transaction

from accounts.models import User
from reviews.agreements import rules
from reviews.agreements.actions import decline_agreement
from reviews.agreements.forms import EMPLOYER_PART
from reviews.agreements.models import Agreement
from reviews.agreements.queries import get_agreement, latest_agreement, read_agreement
from reviews.agreements.terms import Employer, Listed
from reviews.engagements.queries import list_engagements
from tests.agreeing import accept_agreement, after_thinking, offer_engagement, signs
from tests.conftest import terms_from
from tests.ground import acted_once
from tests.reviews.agreements.test_agreement_pages import act_url, begin_url
from tests.reviews.agreements.test_agreement_pages import form as form  # noqa: PLC0414
from tracker.lib import clock

PART = {
    "contact": "Erin Vale, people director",
    "organization": "Lantern Works",
    "address": "erin@example.org",
    "refusal_words": "We would look at the warning again.",
    "voluntariness": "He says that he would not have come by himself.",
    "advice_offered_on": "2026-05-12",
}
LISTING = {
    "listed": ["new_complaint", "as_described"],
    "by_contact": ["new_complaint"],
    "described": "A remark about how somebody at work looks.",
}


@pytest.fixture
def asked_for(form):  # noqa: F811
    return form | PART | {"pathway": "condition_of_employment"}


@acted_once
def mandated(dana, eli, now, being):
    """Dana offers what Eli's employer asks for."""
    terms = terms_from(
        now,
        pathway="return_to_work",
        listed=[Listed("new_complaint", by_contact=True)],
        employer=Employer(
            contact=PART["contact"],
            organization=PART["organization"],
            address=PART["address"],
            refusal_words=PART["refusal_words"],
        ),
        voluntariness=PART["voluntariness"],
    )
    with being(dana):
        return offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name="Eli Rask",
            terms=terms,
            now=now,
        )


def test_the_whole_part_is_offered_as_it_was_typed(dana, eli, asked_for, browser, being):
    answer = browser(dana).post(begin_url(eli), asked_for | LISTING | {"follow_up_months": [3, 12]})

    assert answer.status_code == 302
    with being(dana):
        (engagement,) = list_engagements(actor=dana)
        agreement = latest_agreement(actor=dana, engagement_id=engagement.id)
        terms = read_agreement(actor=dana, agreement_id=agreement.id).terms
    assert terms.employer.in_words == "Erin Vale, people director, Lantern Works"
    assert terms.employer.refusal_words == PART["refusal_words"]
    assert terms.listed == [Listed("new_complaint", by_contact=True), Listed("as_described")]
    assert terms.follow_up_months == [3, 12]


@pytest.mark.parametrize("name", EMPLOYER_PART)
def test_what_is_missing_of_it_is_said_beside_its_field(dana, eli, asked_for, browser, being, name):
    answer = browser(dana).post(begin_url(eli), asked_for | {name: ""})

    assert answer.status_code == 400
    assert EMPLOYER_PART[name] in answer.text
    assert "Nothing was offered yet. What you typed is still here." in answer.text
    with being(dana):
        assert list_engagements(actor=dana) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"address": "erin at example"}, "Enter an e-mail address in full"),
        ({"advice_offered_on": "2199-01-01"}, "That day has not come yet."),
        ({"pathway": "voluntary"}, "This stands only in an agreement that an employer asks for."),
        ({"pathway": "early_mentoring"}, "This stands only in an agreement that an employer asks"),
        ({"listed": ["as_described"]}, "Describe the setback that is meant, or do not list it."),
        ({"described": "A remark."}, "above, or clear this."),
        ({"by_contact": ["new_complaint"]}, "Only what is chosen above can be reported."),
    ],
)
def test_what_does_not_fit_has_its_sentence(dana, eli, asked_for, browser, changes, sentence):
    answer = browser(dana).post(begin_url(eli), asked_for | changes)

    assert answer.status_code == 400
    assert sentence in answer.text


def test_today_is_a_day_that_has_come_wherever_one_is(dana, eli, asked_for, browser, now):
    """East of Greenwich a new day has begun before its own, and west of it one goes on longer."""
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        User.objects.filter(id=dana.user_id).update(zone=zone)
        today = now.astimezone(ZoneInfo(zone)).date()
        for day, comes in ((today, False), (today + timedelta(days=1), True)):
            sent = asked_for | {"advice_offered_on": day.isoformat(), "starts_on_1": ""}
            answer = browser(dana).post(begin_url(eli), sent)
            assert ("That day has not come yet." in answer.text) == comes, (zone, day)


def test_a_contact_reports_nothing_where_no_employer_asks(dana, eli, form, browser):  # noqa: F811
    assert browser(dana).post(begin_url(eli), form | LISTING).status_code == 400
    without = {k: v for k, v in LISTING.items() if k != "by_contact"}
    assert browser(dana).post(begin_url(eli), form | without).status_code == 302


def test_the_two_answers_to_a_no_stand_apart(mandated, eli, browser):
    page = browser(eli).get(act_url(mandated, "read")).text

    ours = page.partition("On a no, we say")[2].partition("On a no, the employer says")[0]
    theirs = page.partition("On a no, the employer says")[2].partition("</section>")[0]
    assert "nothing changes here" in ours
    assert PART["refusal_words"] not in ours
    assert f'<blockquote class="voice">{PART["refusal_words"]}</blockquote>' in theirs
    assert "This choice may not be free" in page
    assert "What the employer never gets" in page
    assert PART["voluntariness"] in page


# --- time to think --------------------------------------------------------------------------------


def test_the_client_signs_a_day_later_at_the_earliest(mandated, eli, browser, being, now):
    assert mandated.signable_from == now + timedelta(hours=24)
    client = browser(eli)
    page = client.get(act_url(mandated, "read")).text
    assert "There is time to think" in page
    assert "Sign this agreement" not in page

    answer = client.post(act_url(mandated, "accept"), signs(mandated, "Elias Rask"))

    assert answer.status_code == 409
    assert "Nothing was signed. You can sign" in answer.text
    assert 'value="Elias Rask"' in answer.text
    after_thinking(mandated)
    assert "Sign this agreement" in client.get(act_url(mandated, "read")).text
    assert client.post(act_url(mandated, "accept"), signs(mandated)).status_code == 302


def test_the_act_says_from_when(mandated, eli, being, now):
    with being(eli), pytest.raises(rules.TooSoon) as refusal:
        accept_agreement(actor=eli, agreement=mandated, client_name="Eli", now=now)
    assert refusal.value.signable_from == mandated.signable_from


def test_a_no_needs_no_wait(mandated, eli, being, now):
    with being(eli):
        decline_agreement(actor=eli, agreement=mandated, now=now)
        assert get_agreement(actor=eli, agreement_id=mandated.id).state == Agreement.DECLINED


def test_the_database_waits_too(mandated, eli, being, now):
    """An act that forgot to look would be refused all the same."""
    mandated.signable_from = None
    with being(eli), pytest.raises(Error), transaction.atomic():
        accept_agreement(actor=eli, agreement=mandated, client_name="Eli", now=now)
    clock.move(timedelta(hours=25))
    with being(eli):
        accept_agreement(actor=eli, agreement=mandated, client_name="Eli", now=clock.now())


def test_the_practice_chooses_how_long(ada, dana, eli, being, now):
    from accounts.actions import change_practice_settings

    with being(ada):
        change_practice_settings(actor=ada, settings={"cooling_off_hours": 0}, now=now)
    with being(dana):
        offered = offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name="Eli Rask",
            terms=terms_from(now, pathway="return_to_work"),
            now=now,
        )
    with being(eli):
        accept_agreement(actor=eli, agreement=offered, client_name="Eli", now=now)


def test_without_an_employer_there_is_no_wait(offered, now):
    assert offered.signable_from == now


def test_the_form_says_how_long(dana, eli, browser):
    assert "24 hours after" in browser(dana).get(begin_url(eli)).text
