"""The four choices, the exact text, and the yes to it, as Eli meets them."""

from datetime import timedelta

import pytest

from reviews.releases.models import Release
from tests.conftest import PASSWORD
from tests.reviews.releases.conftest import grow_old
from tests.reviews.releases.pages import count, preview, url, yes
from tests.sharing_story import (
    EVERY_PART,
    corrected_report,
    entered_in_error,
    permitted,
    released,
    signed_report,
    stated,
    withdrawn,
)
from tracker.lib import clock, dates

MO = ("Mara Oldham", "team lead", "Harrow & Vale", "mara@example.org")


# --- four choices ---------------------------------------------------------------------------------


def test_the_four_choices_stand_side_by_side_and_none_is_emphasized(at_desk, signed, permission):
    answer = at_desk.get(url("decide", signed))
    content = answer.content.decode()

    assert answer.status_code == 200
    choices = (
        "Release it",
        "Ask for a factual correction",
        "Add my statement",
        "Do not release it",
    )
    for choice in choices:
        assert f">{choice}</h2>" in content
    main = content.split("<main", 1)[1].split("</main", 1)[0]
    assert "primary" not in main
    assert "tone-" not in main
    assert "Dr Dana Ruiz" in main
    assert url("preview", signed, permission) in main


def test_without_a_permission_the_page_says_what_would_come_first(at_desk, signed):
    content = at_desk.get(url("decide", signed)).content.decode()

    assert "You have permitted nobody to read anything." in content
    assert url("new") in content


def test_two_names_stand_among_the_signatures(at_desk, cast, eli, dana, now, being):
    from tests.story import _engagement

    agreement = _engagement(dana, eli, "Eli Rask", now=now, two_names=True)
    signed = signed_report(cast, agreement.engagement_id, now=now, two_names=True)

    content = at_desk.get(url("decide", signed)).content.decode()
    assert "Dr Dana Ruiz" in content
    assert "Dr Mo Lindgren" in content
    assert "Dr Mo Lindgren, second clinician" in at_desk.get(url("home")).content.decode()


def test_these_pages_are_there_for_nobody_else(at_desk, browser, cast, signed, permission, now):
    pages = [url(name, signed) for name in ("decide", "statement", "correct", "keep")]
    pages += [url("preview", signed, permission)]
    pdf = url("preview_pdf", signed, permission) + "?" + "&".join(f"part={p}" for p in EVERY_PART)
    assert {at_desk.get(page).status_code for page in [*pages, pdf]} == {200}

    for who in (cast.dana, cast.mo, cast.otto, cast.ada):
        other = browser(who)
        assert {other.get(page).status_code for page in [*pages, pdf]} == {404}
        assert {
            other.post(page, {"text": "x", "words": "x"}).status_code for page in pages[1:]
        } == {404}
    signed_out = type(at_desk)()
    assert {signed_out.get(page).status_code for page in [*pages, pdf]} == {302}


def test_a_draft_is_not_there_to_decide_about(at_desk, cast, engagement, signed, dana, now, being):
    from reviews.reports.actions import begin_version
    from reviews.reports.queries import get_signed

    assert at_desk.get(url("decide", signed)).status_code == 200
    with being(dana):
        found = get_signed(actor=dana, report_id=signed.id)
        draft = begin_version(actor=dana, report=found, now=now)

    assert at_desk.get(url("decide", draft)).status_code == 404


def test_a_permission_of_another_engagement_opens_no_preview(
    at_desk, cast, engagement, signed, permission, now
):
    from tests.story import _engagement

    theirs = _engagement(cast.mo.actor, cast.otto.actor, "Otto Brandt", now=now)
    other = permitted(cast, theirs.engagement_id, client=cast.otto.actor, now=now)

    assert preview(at_desk, signed, permission, *EVERY_PART).status_code == 200
    assert preview(at_desk, signed, other, *EVERY_PART).status_code == 404
    assert (
        yes(
            at_desk,
            signed,
            other,
            *EVERY_PART,
            shown=preview(at_desk, signed, permission, *EVERY_PART),
        ).status_code
        == 404
    )


# --- exactly what they would read -----------------------------------------------------------------


def test_nothing_is_chosen_and_nothing_shown_before_parts_are(at_desk, signed, permission):
    answer = preview(at_desk, signed, permission)

    assert answer.status_code == 200
    assert answer.context["document"] is None
    assert " checked" not in answer.content.decode()
    assert "Release these words" not in answer.content.decode()


def test_what_is_shown_is_what_is_frozen_word_for_word(
    at_desk, browser, cast, signed, permission, eli, now, being
):
    stated(cast, signed, now=now)
    shown = preview(at_desk, signed, permission, *EVERY_PART)
    document = dict(shown.context["document"])

    assert yes(at_desk, signed, permission, *EVERY_PART, shown=shown).status_code == 302

    with being(eli):
        release = Release.objects.get()
    frozen = at_desk.get(url("copy", release)).context["document"]
    assert (document.pop("preview"), document.pop("code")) == (True, None)
    assert frozen.pop("preview") is False
    assert frozen.pop("code")
    assert frozen == document


def test_only_chosen_sections_stand_on_it(at_desk, signed, permission):
    content = preview(at_desk, signed, permission, "takes_part", "themes").content.decode()

    assert "We worked on listening" in content
    assert "I saw him stop and ask" not in content


def test_the_omission_rule_is_explained(at_desk, signed, permission):
    answer = preview(at_desk, signed, permission, "summary")
    content = answer.content.decode()

    assert answer.status_code == 200
    assert answer.context["document"] is None
    assert "Read like this, the text could mislead." in content
    assert "Only together with all other parts: read alone, it could mislead." in content
    assert preview(at_desk, signed, permission, *EVERY_PART).context["document"]
    refused = yes(at_desk, signed, permission, "summary")
    assert refused.status_code == 403


def test_where_all_that_is_permitted_would_mislead_nothing_can_be_released(
    at_desk, cast, engagement, signed, permission, eli, now, being
):
    only = permitted(cast, engagement.id, now=now, parts=("summary",))
    content = preview(at_desk, signed, only, "summary").content.decode()

    assert "No part of this report can be read inside this permission." in content
    assert "this permission does not hold all of them" in content
    assert "Release these words" not in content
    whole = preview(at_desk, signed, permission, *EVERY_PART)
    assert yes(at_desk, signed, only, "summary", shown=whole).status_code == 403
    assert count(Release, being, eli) == 0


def test_parts_that_were_not_permitted_cannot_be_chosen(at_desk, cast, engagement, signed, now):
    small = permitted(cast, engagement.id, now=now, parts=("takes_part", "summary"))

    content = preview(at_desk, signed, small).content.decode()
    assert "Not in this permission." in content
    assert "this permission does not hold all of them" in content
    assert preview(at_desk, signed, small, "takes_part").context["document"]
    assert preview(at_desk, signed, small, "takes_part", "themes").context["document"] is None
    assert yes(at_desk, signed, small, "takes_part", "themes").status_code == 403


def test_the_pdf_is_made_of_the_same_words_and_kept_nowhere(at_desk, signed, permission):
    page = url("preview_pdf", signed, permission)

    answer = at_desk.get(page, {"part": ["takes_part", "themes"]})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="document.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF")
    assert at_desk.get(page).status_code == 404
    assert at_desk.get(page, {"part": "summary"}).status_code == 404


def test_each_look_at_the_words_is_one_line_in_the_trail(
    at_desk, cast, engagement, signed, permission, eli, now, being
):
    from accounts.queries import list_events

    def lines():
        with being(eli):
            listed = list_events(chain=engagement.id, verbs=frozenset({"read"}))
        return [event.object_kind for event in listed]

    release = released(cast, signed, permission, now=now)
    parts = {"part": ["takes_part", "themes"]}
    looks = {
        "report": [
            (url("decide", signed), {}),
            (url("preview", signed, permission), parts),
            (url("preview_pdf", signed, permission), parts),
        ],
        "release": [(url("copy", release), {}), (url("copy_file", release), {})],
    }
    for kind, pages in looks.items():
        for page, data in pages:
            before = lines()
            assert at_desk.get(page, data).status_code == 200
            assert lines() == [kind, *before], page
    before = lines()
    assert at_desk.get(url("home")).status_code == 200
    assert lines() == before


# --- the yes --------------------------------------------------------------------------------------


def test_releasing_tells_from_when_it_can_be_opened(at_desk, signed, permission, eli, being):
    answer = yes(at_desk, signed, permission, *EVERY_PART)

    with being(eli):
        release = Release.objects.get()
    assert answer.url == url("permission", permission)
    content = at_desk.get(answer.url).content.decode()
    opens = dates.local(release.live_at, zone="America/Chicago")
    words = f"{dates.full_day(opens)}, {dates.clock_time(opens)}"
    assert f"Released. Erin Vale can open it from {words}, and not before." in content
    assert release.live_at - release.created_at >= timedelta(hours=47, minutes=59)


def test_releasing_asks_for_the_password_again(at_desk, signed, permission, eli, being):
    grow_old(at_desk)
    assert "Your password" in preview(at_desk, signed, permission, *EVERY_PART).content.decode()

    refused = yes(at_desk, signed, permission, *EVERY_PART)
    wrong = yes(at_desk, signed, permission, *EVERY_PART, password="another")

    assert (refused.status_code, wrong.status_code) == (400, 400)
    assert count(Release, being, eli) == 0
    right = yes(at_desk, signed, permission, *EVERY_PART, password=PASSWORD)
    assert right.status_code == 302
    assert count(Release, being, eli) == 1


def test_a_version_signed_a_second_ago_is_shown_instead(
    at_desk, cast, signed, permission, eli, now, being
):
    shown = preview(at_desk, signed, permission, *EVERY_PART)
    newer = corrected_report(cast, signed, now=now, themes="We worked on asking twice.")

    answer = yes(at_desk, signed, permission, *EVERY_PART, shown=shown)

    assert answer.status_code == 409
    content = answer.content.decode()
    assert "A newer version was signed since you opened the page" in content
    assert "We worked on asking twice." in content
    assert f'action="{url("preview", newer, permission)}"' in content
    assert answer.context["digest"] == newer.digest.hex()
    assert count(Release, being, eli) == 0
    assert yes(at_desk, newer, permission, *EVERY_PART, shown=answer).status_code == 302
    assert url("decide", newer) in at_desk.get(url("decide", signed)).content.decode()


def test_a_statement_changed_in_another_tab_is_shown_as_it_is_now(
    at_desk, cast, signed, permission, eli, now, being
):
    stated(cast, signed, now=now)
    shown = preview(at_desk, signed, permission, *EVERY_PART)
    stated(cast, signed, now=now + timedelta(seconds=1), text="I see it differently by now.")

    answer = yes(at_desk, signed, permission, *EVERY_PART, shown=shown)

    assert answer.status_code == 409
    assert "Your statement has changed since you opened the page" in answer.content.decode()
    assert "I see it differently by now." in answer.content.decode()
    assert count(Release, being, eli) == 0
    assert yes(at_desk, signed, permission, *EVERY_PART, shown=answer).status_code == 302


def test_the_same_is_released_once(at_desk, signed, permission, eli, being):
    shown = preview(at_desk, signed, permission, *EVERY_PART)
    assert yes(at_desk, signed, permission, *EVERY_PART, shown=shown).status_code == 302

    again = yes(at_desk, signed, permission, *EVERY_PART, shown=shown)

    assert again.status_code == 409
    assert "This was released already" in again.content.decode()
    assert count(Release, being, eli) == 1
    assert yes(at_desk, signed, permission, "takes_part").status_code == 302


def test_a_permission_that_has_ended_takes_no_release(
    at_desk, cast, signed, permission, eli, now, being
):
    shown = preview(at_desk, signed, permission, *EVERY_PART)
    assert "Release these words" in shown.content.decode()
    withdrawn(cast, permission, now=now)

    answer = yes(at_desk, signed, permission, *EVERY_PART, shown=shown)

    assert answer.status_code == 409
    assert "the permission has ended" in answer.content.decode()
    assert count(Release, being, eli) == 0
    page = preview(at_desk, signed, permission, *EVERY_PART).content.decode()
    assert "The permission has ended" in page
    assert "Release these words" not in page


def test_a_report_entered_in_error_takes_no_release(
    at_desk, cast, signed, permission, eli, now, being
):
    shown = preview(at_desk, signed, permission, *EVERY_PART)
    entered_in_error(cast, signed, now=now)

    answer = yes(at_desk, signed, permission, *EVERY_PART, shown=shown)

    assert answer.status_code == 409
    assert "entered in error" in answer.content.decode()
    assert preview(at_desk, signed, permission, *EVERY_PART).status_code == 409
    decide = at_desk.get(url("decide", signed))
    assert decide.status_code == 200
    assert "Your clinician has withdrawn this version from view." in decide.content.decode()
    assert count(Release, being, eli) == 0


def test_a_reader_who_left_gets_nothing_and_the_page_says_so(
    at_desk, cast, signed, permission, ada, eli, now, being
):
    from accounts.actions import end_membership
    from accounts.models import Membership
    from tests.sharing_story import reader_joined, wait_is_over

    released(cast, signed, permission, now=now, parts=("takes_part",))
    wait_is_over()
    erin = reader_joined()
    shown = preview(at_desk, signed, permission, *EVERY_PART)
    with being(ada):
        membership = Membership.objects.get(id=erin.membership_id)
        end_membership(actor=ada, membership=membership, now=clock.now())
    grow_old(at_desk)

    answer = yes(at_desk, signed, permission, *EVERY_PART, shown=shown, password=PASSWORD)

    assert answer.status_code == 400
    content = answer.content.decode()
    assert "Nothing was released: Erin Vale no longer has an account here." in content
    assert "I saw him stop and ask" in content
    assert count(Release, being, eli) == 1
    other = permitted(cast, signed.engagement_id, now=clock.now(), reader=MO)
    done = yes(at_desk, signed, other, *EVERY_PART, password=PASSWORD)
    assert done.status_code == 302


@pytest.mark.parametrize(
    "changes", [{"digest": ""}, {"digest": "zz"}, {"statement": "no"}, {"part": ["everything"]}]
)
def test_a_page_sent_without_all_of_it_releases_nothing(
    at_desk, signed, permission, eli, being, changes
):
    answer = yes(at_desk, signed, permission, "takes_part", **changes)

    assert answer.status_code == 400
    assert "the page was sent without all of it" in answer.content.decode()
    assert count(Release, being, eli) == 0
    assert yes(at_desk, signed, permission, "takes_part").status_code == 302
