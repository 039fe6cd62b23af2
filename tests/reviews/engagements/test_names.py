"""What was signed stands under the name of whoever signed it, whoever works with the client now."""

from datetime import timedelta

from django.urls import reverse

from accounts.access import acting_as
from reviews.agreements.queries import latest_agreement
from reviews.journal.models import Entry
from reviews.progress.themes import THEMES
from tests import covers, handovers, looking_back
from tests.concerns import noted, step
from tests.writings import handed_over
from tracker.lib import clock

DANA, MO = "Dr Dana Ruiz", "Dr Mo Lindgren"


def hand_over_to_mo(cast, engagement, now):
    handover = handovers.propose(cast, engagement.id, now=now)
    handovers.agree(cast, handover, now=now)
    handovers.agree(cast, handover, now=now, who="eli")


def page(browser, person, name, *args):
    return " ".join(browser(person).get(reverse(name, args=args)).content.decode().split())


def test_the_new_clinician_reads_the_former_ones_part_under_their_name(
    cast, engagement, now, browser
):
    review = looking_back.both_signed(cast.eli.actor, cast.dana.actor, engagement.id, now=now)
    hand_over_to_mo(cast, engagement, now)
    for reader in (cast.mo, cast.eli):
        html = page(browser, reader, "progress:one", review.id)
        assert f"<h3>{DANA}</h3>" in html and f"{DANA} signed on" in html
        assert MO not in html.split("<article")[1].split("</article>")[0]
        assert f"{DANA} signed on" in page(browser, reader, "progress:all", engagement.id)
        then = page(browser, reader, "progress:theme", engagement.id, next(iter(THEMES)))
        assert DANA in then.split("<main")[1]
    assert "You signed on" not in page(browser, cast.mo, "progress:one", review.id)


def test_a_note_and_what_became_of_it_keep_their_authors(cast, engagement, now, browser):
    concern = noted(cast.dana.actor, engagement.id, now=now)
    step(cast.dana.actor, concern, "changed_plan", now=now)
    mine = page(browser, cast.dana, "concerns:read", concern.id)
    assert "What you noted" in mine and "Noted by you on" in mine
    hand_over_to_mo(cast, engagement, now)
    step(cast.mo.actor, concern, "closed", now=now)
    for reader, closer in ((cast.mo, "you"), (cast.eli, MO)):
        html = page(browser, reader, "concerns:read", concern.id)
        assert f"What {DANA} noted" in html and f"Noted by {DANA} on" in html
        became = html.split('id="became"')[1]
        assert f"</time>, {DANA}</p>" in became and f"</time>, {closer}</p>" in became
        assert f"What {DANA} noted" in page(browser, reader, "concerns:all", engagement.id)
    timeline = page(browser, cast.mo, "desk:person_timeline", engagement.id)
    for told in (timeline, page(browser, cast.eli, "desk:timeline")):
        by = [e for e in told.split("<li") if "Something noted" in e]
        assert [DANA in e for e in by].count(True) == len(by) - 1  # Mo closed it
    assert f"by {DANA} on" in page(browser, cast.mo, "journal:read", concern.entry_id)


def test_a_covers_note_stands_under_the_covers_name(cast, engagement, now, browser):
    cover = covers.ask(cast, engagement.id, now=now)
    covers.agree(cast, cover, now=now)
    clock.move(timedelta(days=4))
    now = clock.now()
    concern = noted(cast.mo.actor, engagement.id, now=now)
    assert "Noted by you on" in page(browser, cast.mo, "concerns:read", concern.id)
    for reader in (cast.dana, cast.eli):
        html = page(browser, reader, "concerns:read", concern.id)
        assert f"What {MO} noted" in html
    assert f"{DANA} noted" not in page(browser, cast.eli, "desk:your_page")


def test_an_agreement_is_signed_by_whoever_signed_it(cast, engagement, now, browser):
    hand_over_to_mo(cast, engagement, now)
    with acting_as(cast.mo.actor):
        agreement = latest_agreement(actor=cast.mo.actor, engagement_id=engagement.id)
    html = page(browser, cast.mo, "agreements:read", agreement.id)
    assert f"<dt>{DANA}</dt>" in html and f"by {DANA}</dd>" in html
    entry = handed_over(cast.mo.actor, engagement.id, Entry.NOTED, now=now)
    assert "by you on" in page(browser, cast.mo, "journal:read", entry.id)
