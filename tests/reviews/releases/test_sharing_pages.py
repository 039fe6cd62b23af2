"""Sharing as Eli meets it: who can see what, and giving a permission."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.queries import list_events
from reviews.agreements.terms import Employer
from reviews.releases.queries import list_permissions
from reviews.releases.terms import PRESSURE_VERSION, PRESSURES
from tests.conftest import PASSWORD, terms_from
from tests.reviews.releases.conftest import grow_old
from tests.reviews.releases.pages import permissions_of, url
from tests.sharing_story import (
    WAIT_HOURS,
    acknowledged,
    reader_joined,
    released,
    wait_is_over,
    withdrawn,
)
from tracker.lib import clock, dates

EMPLOYER = Employer(
    contact="Erin Vale, people director",
    organization="Harrow & Vale",
    address="erin@example.org",
    refusal_words="We’d look at the warning again.",
)
HOME = "/sharing/"
NEW = "/sharing/new/"


def typed(now, **changes):
    """A permission as Eli types it."""
    today = dates.local(now, zone="America/Chicago").date()
    values = {
        "name": "Erin Vale",
        "role": "people director",
        "organization": "Harrow & Vale",
        "address": "Erin@Example.org",
        "parts": ["takes_part", "attendance"],
        "description": "How often I came.",
        "why": "other",
        "purpose": "For the talk about my tasks.",
        "until": (today + timedelta(days=180)).isoformat(),
        "event": "When I leave this job",
        "refusal_words": "We would decide without it.",
        "signed_name": "Eli Rask",
    }
    return {**values, **changes}


# --- with nothing ---------------------------------------------------------------------------------


def test_with_nothing_every_page_is_there_and_says_so(at_desk):
    home = at_desk.get(HOME)

    assert home.status_code == 200
    assert "You have not shared anything with anyone." in home.content.decode()
    new = at_desk.get(NEW)
    assert new.status_code == 200
    assert "There is nothing to share yet." in new.content.decode()
    assert at_desk.post(NEW, {"name": "x"}).status_code == 409


def test_once_the_work_has_begun_the_clinician_is_named(at_desk, engagement):
    content = at_desk.get(HOME).content.decode()

    assert "Dr Dana Ruiz, your clinician" in content
    assert "You have not shared anything with anyone." in content
    assert NEW in content


# --- giving ---------------------------------------------------------------------------------------


def test_nothing_is_chosen_beforehand(at_desk, engagement):
    answer = at_desk.get(NEW)
    content = answer.content.decode()

    assert answer.status_code == 200
    assert " checked" not in content
    form = answer.context["form"]
    assert not any(form[name].value() for name in form.fields)
    for sentence in (
        "Dr Dana Ruiz, Tallow Street Practice",
        "The person named here is told nothing about it.",
        "Six months are usual, twelve are the most.",
        "You can ask a lawyer, a union",
        "we cannot control what they do with it",
        "You get a copy at once",
        "It is a paper of its own.",
    ):
        assert sentence in content


def test_a_permission_holds_every_element_and_releases_nothing(
    at_desk, engagement, eli, now, being
):
    answer = at_desk.post(NEW, typed(now), follow=True)

    [seen] = permissions_of(eli, engagement, being)
    assert answer.redirect_chain == [(url("permission", seen.id), 302)]
    assert seen.parts == ["takes_part", "attendance"]
    assert seen.releases == []
    assert seen.terms.recipient.address == "erin@example.org"
    content = answer.content.decode()
    for words in (
        "Erin Vale, people director, Harrow &amp; Vale",
        "erin@example.org",
        "Dr Dana Ruiz, Tallow Street Practice",
        "Check-ins offered and held, as counts with dates",
        "How often I came.",
        "For the talk about my tasks.",
        dates.full_day(seen.terms.until),
        "When I leave this job",
        "We would decide without it.",
        "Eli Rask",
        "Erin Vale is told nothing about it.",
        "Nothing. This permission sends nothing by itself.",
    ):
        assert words in content, words


def test_what_we_say_about_a_no_never_stands_in_one_sentence_with_the_employers(
    at_desk, engagement, now
):
    content = at_desk.post(NEW, typed(now), follow=True).content.decode()

    ours, theirs = (
        content.index("nothing changes here"),
        content.index("We would decide without it"),
    )
    assert "</dd>" in content[min(ours, theirs) : max(ours, theirs)]


def test_at_my_request_needs_no_other_words(at_desk, engagement, eli, now, being):
    at_desk.post(NEW, typed(now, why="request", purpose=""))

    [seen] = permissions_of(eli, engagement, being)
    assert seen.terms.purpose == "At my request"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"parts": []}, "parts", "Choose at least one part"),
        ({"parts": ["everything"]}, "parts", "everything is not one of the available choices"),
        ({"name": ""}, "name", "Enter the name of the person"),
        ({"role": ""}, "role", "Enter their role"),
        ({"organization": ""}, "organization", "Enter the organization"),
        ({"address": "erin"}, "address", "Enter an e-mail address in full"),
        ({"address": "ELI@example.org"}, "address", "This is your own address."),
        ({"address": "dana@example.org"}, "address", "This is an address of the practice."),
        ({"address": "mo@example.org"}, "address", "This is an address of the practice."),
        ({"description": " "}, "description", "Enter in your own words"),
        ({"description": "x" * 100_000}, "description", "longer than 2,000 characters"),
        ({"why": ""}, "why", "Choose what it is for."),
        ({"purpose": ""}, "purpose", "Enter the purpose, or choose “At my request”."),
        ({"why": "request"}, "purpose", "it can be one of the two"),
        ({"purpose": "To decide \u0bf5"}, "purpose", "this sign cannot be printed"),
        ({"name": "Erin \u0bf5"}, "name", "this sign cannot be printed"),
        ({"until": ""}, "until", "Enter the last day it can be read."),
        ({"until": "soon"}, "until", "Enter the day in full"),
        ({"signed_name": ""}, "signed_name", "Type your full name to sign."),
    ],
)
def test_what_cannot_stand_says_why_and_keeps_the_rest(
    at_desk, engagement, eli, now, being, changes, field, sentence
):
    answer = at_desk.post(NEW, typed(now, **changes))

    assert answer.status_code == 400
    assert sentence in " ".join(answer.context["form"].errors[field])
    if "description" not in changes:
        assert "How often I came." in answer.content.decode()
    assert permissions_of(eli, engagement, being) == []
    assert at_desk.post(NEW, typed(now)).status_code == 302


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "That day has passed."), (366, "more than twelve months away"), (4000, "twelve months")],
)
def test_the_last_day_is_ahead_and_within_twelve_months(
    at_desk, engagement, eli, now, being, days, sentence
):
    today = dates.local(now, zone="America/Chicago").date()
    for good in (0, 365):
        until = (today + timedelta(days=good)).isoformat()
        assert at_desk.post(NEW, typed(now, until=until)).status_code == 302
    answer = at_desk.post(NEW, typed(now, until=(today + timedelta(days=days)).isoformat()))

    assert answer.status_code == 400
    assert sentence in " ".join(answer.context["form"].errors["until"])
    assert len(permissions_of(eli, engagement, being)) == 2


def test_giving_asks_for_the_password_again(at_desk, engagement, eli, now, being):
    grow_old(at_desk)

    assert "Your password" in at_desk.get(NEW).content.decode()
    refused = at_desk.post(NEW, typed(now))
    wrong = at_desk.post(NEW, typed(now, password="another password"))

    assert (refused.status_code, wrong.status_code) == (400, 400)
    assert "How often I came." in wrong.content.decode()
    assert "another password" not in wrong.content.decode()
    assert permissions_of(eli, engagement, being) == []
    assert at_desk.post(NEW, typed(now, password=PASSWORD)).status_code == 302


def agreed(dana, eli, now, being, **changes):
    """An agreement with these terms, signed by both. Gives the engagement's id."""
    from reviews.agreements.queries import get_agreement
    from tests.agreeing import accept_agreement, after_thinking, offer_engagement

    with being(dana):
        offered = offer_engagement(
            actor=dana,
            client_membership_id=eli.membership_id,
            client_name="Eli Rask",
            terms=terms_from(now, **changes),
            now=now,
        )
    with being(eli):
        agreement = get_agreement(actor=eli, agreement_id=offered.id)
        then = after_thinking(agreement)
        accept_agreement(actor=eli, agreement=agreement, client_name="Eli Rask", now=then)
    return offered.engagement_id


@pytest.mark.parametrize("pathway", ["condition_of_employment", "return_to_work"])
def test_where_the_job_hangs_on_it_the_page_says_so(at_desk, dana, eli, now, being, pathway):
    engagement_id = agreed(dana, eli, now, being, pathway=pathway)

    assert "This choice may not be free" in at_desk.get(NEW).content.decode()

    copy = at_desk.post(NEW, typed(now), follow=True).content.decode()
    with being(eli):
        [given] = list_permissions(actor=eli, engagement_id=engagement_id, now=now)
    assert given.terms.pressure_version == PRESSURE_VERSION
    assert PRESSURES[PRESSURE_VERSION] in html.unescape(copy)


def test_what_the_agreement_quotes_of_the_employer_stands_on_the_permission(
    at_desk, dana, eli, now, being
):
    engagement_id = agreed(dana, eli, now, being, pathway="return_to_work", employer=EMPLOYER)

    form = at_desk.get(NEW).context["form"]
    assert form["refusal_words"].value() == EMPLOYER.refusal_words
    assert not any(form[name].value() for name in form.fields if name != "refusal_words")
    with being(eli):
        [reading] = list_events(chain=engagement_id, verbs=frozenset({"read"}), role="client")
    assert (reading.object_kind, reading.actor_id) == ("agreement", eli.user_id)

    as_shown = typed(now, refusal_words=form["refusal_words"].value())
    copy = at_desk.post(NEW, as_shown, follow=True).content.decode()
    theirs = copy.partition("What your employer says")[2].partition("</section>")[0]
    assert EMPLOYER.refusal_words in html.unescape(theirs)


def test_a_client_who_clears_the_words_of_the_employer_signs_without_them(
    at_desk, dana, eli, now, being
):
    engagement_id = agreed(dana, eli, now, being, pathway="return_to_work", employer=EMPLOYER)
    assert at_desk.get(NEW).context["form"]["refusal_words"].value() == EMPLOYER.refusal_words

    refused = at_desk.post(NEW, typed(now, refusal_words="", name=""))
    assert refused.context["form"]["refusal_words"].value() == ""
    copy = at_desk.post(NEW, typed(now, refusal_words=""), follow=True).content.decode()

    with being(eli):
        [given] = list_permissions(actor=eli, engagement_id=engagement_id, now=now)
    assert given.terms.refusal_words == ""
    assert "Nothing was written here." in copy


def test_where_it_does_not_the_page_says_nothing_of_it(at_desk, engagement):
    assert "This choice may not be free" not in at_desk.get(NEW).content.decode()


def test_a_purpose_the_gate_refuses_stays_on_the_page_with_its_sentence(
    at_desk, engagement, eli, now, being
):
    refused = "So that they see he is safe to return and will not do it again."

    answer = at_desk.post(NEW, typed(now, purpose=refused))

    assert answer.status_code == 400
    content = answer.content.decode()
    assert "Nothing was signed, and what you typed is still here" in content
    assert "How often I came." in content
    assert permissions_of(eli, engagement, being) == []
    assert at_desk.post(NEW, typed(now)).status_code == 302


# --- the clinician's page -------------------------------------------------------------------------


def test_the_clinician_reads_states_and_can_do_nothing_here(
    browser, cast, engagement, signed, permission, now
):
    page = url("of_person", engagement.id)
    dana = browser(cast.dana)
    released(cast, signed, permission, now=now)

    content = dana.get(page).content.decode()
    assert "Erin Vale" in content
    assert "Waiting" in content
    assert "<form" not in content.split("<main", 1)[1].split("</main", 1)[0]
    assert url("withdraw", permission.id) not in content


def test_openings_are_the_clients_to_know(
    at_desk, browser, cast, engagement, signed, permission, now
):
    release = released(cast, signed, permission, now=now)
    wait_is_over()
    erin = reader_joined()
    acknowledged(erin, release.id)
    browser(erin).get(reverse("documents:read", args=[release.id]))

    assert "opened the page" in at_desk.get(HOME).content.decode()
    theirs = browser(cast.dana).get(url("of_person", engagement.id)).content.decode()
    assert "opened the page" not in theirs
    assert "Can be opened" in theirs


@pytest.mark.parametrize(
    ("waits", "said"),
    [
        (True, "Erin Vale could never open it: it was withdrawn before, on"),
        (False, "Erin Vale has not been able to open it since"),
    ],
)
def test_what_was_withdrawn_while_it_waited_is_not_said_to_have_been_open(
    at_desk, browser, cast, engagement, signed, permission, now, waits, said
):
    released(cast, signed, permission, now=now)
    wait_is_over(hours=1 if waits else WAIT_HOURS)
    withdrawn(cast, permission, now=clock.now())

    body = at_desk.get(HOME).content.decode()
    assert said in body
    assert "Could read" in body
    assert "May read" not in body
    assert said in browser(cast.dana).get(url("of_person", engagement.id)).content.decode()


def test_with_nothing_permitted_the_clinician_reads_that_it_carries_no_meaning(
    browser, cast, engagement
):
    content = browser(cast.dana).get(url("of_person", engagement.id)).content.decode()

    assert "Nothing was permitted." in content


# --- everybody else -------------------------------------------------------------------------------


def test_these_pages_are_there_for_nobody_else(
    at_desk, browser, cast, engagement, signed, permission, now
):
    release = released(cast, signed, permission, now=now)
    own = [HOME, NEW, url("permission", permission.id), url("narrow", permission.id)]
    both = [url("copy", release.id), url("copy_file", release.id)]
    assert {at_desk.get(page).status_code for page in own + both} == {200}
    assert at_desk.get(url("withdraw", permission.id)).status_code == 200

    for who in (cast.dana, cast.mo, cast.ada):
        other = browser(who)
        assert {other.get(page).status_code for page in own} == {404}
        assert other.post(url("withdraw", permission.id)).status_code == 404
    otto = browser(cast.otto)
    assert {otto.get(page).status_code for page in own[2:] + both} == {404}
    assert otto.post(url("withdraw", permission.id)).status_code == 404
    for who in (cast.mo, cast.ada, cast.otto, cast.eli):
        assert browser(who).get(url("of_person", engagement.id)).status_code == 404
    for who in (cast.mo, cast.ada):
        assert {browser(who).get(page).status_code for page in both} == {404}
