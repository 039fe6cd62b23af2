"""The pages of cover, handover and absence, clicked through."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from reviews.assignments.models import Absence, Cover, Handover
from tests import covers, handovers
from tests.reviews.assignments.test_absence import code_of
from tests.story import being


def page(client: Any, name: str, *args: Any) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def send(client: Any, name: str, *args: Any, **data: Any) -> Any:
    return client.post(reverse(name, args=args), data)


def test_a_cover_from_asking_to_ending(cast, story, browser, now):
    dana, mo, eli = (browser(p) for p in (cast.dana, cast.mo, cast.eli))
    assert "Cover, or hand over" in page(dana, "desk:person", story.engagement_id)
    form = page(dana, "assignments:arrange", story.engagement_id)
    assert "Dr Mo Lindgren" in form
    days = {"first": covers.day(cast, 3, now=now), "last": covers.day(cast, 9, now=now)}
    where = ("assignments:arrange", story.engagement_id)
    asked = send(dana, *where, do="cover", colleague=cast.mo.user_id, **days)
    assert asked.status_code == 302
    with being(cast, "dana"):
        cover = Cover.objects.get()
    assert f"asks you to cover: {cover.code}" in page(mo, "desk:today")
    assert "Rask" not in page(mo, "assignments:cover", cover.id)
    assert send(mo, "assignments:cover", cover.id, word="yes").status_code == 302
    assert "Dr Mo Lindgren will cover until" in page(eli, "desk:your_page")
    assert "own process notes" in page(eli, "assignments:cover", cover.id)
    assert send(eli, "assignments:cover", cover.id, word="end").status_code == 409
    assert send(dana, "assignments:cover", cover.id, word="end").status_code == 302
    assert "will cover" not in page(eli, "desk:your_page")


def test_bad_days_are_said_beside_the_field(cast, story, browser, now):
    days = {"first": covers.day(cast, 9, now=now), "last": covers.day(cast, 3, now=now)}
    where = ("assignments:arrange", story.engagement_id)
    answer = send(browser(cast.dana), *where, do="cover", colleague=cast.mo.user_id, **days)
    assert answer.status_code == 400
    assert "The last day comes before the first" in answer.content.decode()


def test_a_handover_with_an_objection(cast, story, browser, now):
    dana, mo, eli = (browser(p) for p in (cast.dana, cast.mo, cast.eli))
    where = ("assignments:arrange", story.engagement_id)
    assert send(dana, *where, do="next", colleague=cast.mo.user_id).status_code == 302
    with being(cast, "dana"):
        row = Handover.objects.get()
    assert "proposes that Dr Mo Lindgren goes on with you" in page(eli, "desk:your_page")
    said = "I would rather wait."
    assert send(eli, "assignments:handover", row.id, word="object", words=said).status_code == 302
    assert said in page(dana, "assignments:handover", row.id)
    closed = mo.get(reverse("assignments:handover", args=[row.id]))
    assert closed.status_code == 409
    assert said not in closed.content.decode()
    assert said not in page(browser(cast.ada), "assignments:away")
    assert "The client objects." in page(browser(cast.ada), "assignments:away")
    assert send(eli, "assignments:handover", row.id, word="take_back").status_code == 302
    assert send(mo, "assignments:handover", row.id, word="yes").status_code == 302
    assert send(eli, "assignments:handover", row.id, word="yes").status_code == 302
    page(mo, "desk:person", story.engagement_id)
    assert dana.get(reverse("desk:person", args=[story.engagement_id])).status_code == 404


def test_an_absence_and_a_cover_by_code(cast, story, browser, now):
    ada, mo, eli = (browser(p) for p in (cast.ada, cast.mo, cast.eli))
    today = covers.day(cast, 0, now=now)
    noted = send(ada, "assignments:away", do="away", colleague=cast.dana.user_id, starts_on=today)
    assert noted.status_code == 302
    assert "Dr Dana Ruiz is away at the moment" in page(eli, "desk:your_page")
    asked = send(
        ada,
        "assignments:away",
        do="cover",
        code=code_of(cast, story),
        colleague=cast.mo.user_id,
        first=today,
        last=today + timedelta(days=9),
    )
    assert asked.status_code == 302
    with being(cast, "eli"):
        cover = Cover.objects.get()
    assert "The practice asks whether Dr Mo Lindgren may step in" in page(eli, "desk:your_page")
    assert send(mo, "assignments:cover", cover.id, word="yes").status_code == 302
    assert mo.get(reverse("desk:person", args=[story.engagement_id])).status_code == 404
    assert send(eli, "assignments:cover", cover.id, word="yes").status_code == 302
    assert "Write a report" not in page(mo, "desk:person", story.engagement_id)


def test_a_client_who_said_yes_finds_it_again_and_takes_it_back(cast, story, browser, now):
    ada, mo, eli = (browser(p) for p in (cast.ada, cast.mo, cast.eli))
    today = covers.day(cast, 0, now=now)
    send(ada, "assignments:away", do="away", colleague=cast.dana.user_id, starts_on=today)
    asked = {"code": code_of(cast, story), "colleague": cast.mo.user_id, "first": today}
    send(ada, "assignments:away", do="cover", **asked, last=today + timedelta(days=9))
    with being(cast, "eli"):
        cover = Cover.objects.get()
    send(eli, "assignments:cover", cover.id, word="yes")
    assert "You agreed that Dr Mo Lindgren may step in" in page(eli, "desk:your_page")
    assert "Take it back" in page(eli, "assignments:cover", cover.id)
    assert send(eli, "assignments:cover", cover.id, word="end").status_code == 302
    assert mo.get(reverse("assignments:cover", args=[cover.id])).status_code == 404


def test_the_clinician_notes_that_they_are_back(cast, story, browser, now):
    ada, dana, mo, eli = (browser(p) for p in (cast.ada, cast.dana, cast.mo, cast.eli))
    assert "You are noted as away" not in page(dana, "desk:today")
    today = covers.day(cast, 0, now=now)
    send(ada, "assignments:away", do="away", colleague=cast.dana.user_id, starts_on=today)
    assert "You are noted as away" in page(dana, "desk:today")
    assert "You are noted as away" not in page(mo, "desk:today")
    with being(cast, "dana"):
        absence = Absence.objects.get()
    assert send(mo, "assignments:back", absence.id).status_code == 404
    answer = send(dana, "assignments:back", absence.id)
    assert (answer.status_code, answer.url) == (302, reverse("desk:today"))
    assert "You are noted as away" not in page(dana, "desk:today")
    assert "is away at the moment" not in page(eli, "desk:your_page")


@pytest.mark.parametrize("typed", ["", "yes"])
def test_an_account_is_not_closed_by_a_slip(cast, story, browser, typed):
    answer = send(browser(cast.dana), "ending:close", story.engagement_id, typed=typed)
    assert answer.status_code == 400
    assert "Type the words" in answer.content.decode()


def test_the_colleague_who_took_over_is_told_on_today(cast, story, browser, now):
    row = handovers.propose(cast, story.engagement_id, now=now)
    assert f"asks you to take over: {row.code}" in page(browser(cast.mo), "desk:today")
