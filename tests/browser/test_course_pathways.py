"""Each pathway from the first talk to the time after the end, as Dana and a client click.

Every journey has a client of its own. Two are walked at a desk and two on a phone; the answers to a
commitment, the words of an end and the answers to a follow-up are spread over them.
"""

from dataclasses import dataclass

import pytest

from tests.browser.course_acts import (
    Offer,
    Pair,
    answer,
    close_in_words,
    end_as_client,
    end_as_clinician,
    follow_up,
    hold_follow_up,
    look_back,
    meet,
    offer,
    open_talk,
    propose,
    reflect,
    sign_account,
    sign_agreement,
)
from tests.browser.course_world import STRANGERS, Course
from tests.browser.sharing_acts import acknowledge, blocks, main
from tests.browser.sharing_world import WAIT_HOURS, document
from tests.browser.visitor import DESK, PHONE

SAID = "Comes because a friend asked, and says so: thistlemoor."
SO_FAR = "A written warning, and a talk with the director."
WORKING_ON = "Hearing a no the first time, gorsewick"
REFLECTION = "I asked again after the no: bramblecote."
COMMITMENT = "Holds the handover in the open office"
BY_CLIENT = "I asked twice this month, and told it: rushwater."
BY_DANA = "Tells of two evenings without being asked: larchfold."
LINE = "We did what we had set out to do, or said why not."
SUMMARY = "We worked on asking before acting: sedgefield."
NOT_DONE = "Two handovers were held behind a closed door."
OWN = "It took me longer than this sounds: alderbeck."
LATER = "Tells of the time since, and of one hard evening: heronsgate."
OURS = (
    "thistlemoor", "gorsewick", "bramblecote", "rushwater", "larchfold", "sedgefield", "alderbeck",
    "heronsgate", LINE, NOT_DONE,
)  # fmt: skip

EMPLOYER = {
    "contact": "Erin Vale, people director",
    "organization": "Harrow & Vale",
    "address": "erin@example.org",
    "refusal_words": "We would look at the warning again.",
    "voluntariness": "Says they would not have come by themselves.",
}


@dataclass(frozen=True)
class Way:
    """One pathway: who walks it, at what size, and how it goes."""

    pathway: str
    name: str
    called: str
    size: dict[str, int]
    says: str
    why: str
    how: str  # "" for the client, who ends without a word
    wants: bool  # the follow-up

    @property
    def is_mandated(self) -> bool:
        return self.pathway in ("condition_of_employment", "return_to_work")


WAYS = (
    Way("voluntary", "ivo", "Ivo Lund", DESK, "agrees", "", "completed", wants=True),
    Way(
        "condition_of_employment", "kit", "Kit Arden", DESK, "disagrees",
        "The open office is locked at night.", "not_taken_up", wants=False,
    ),
    Way(
        "return_to_work", "sol", "Sol Marsh", PHONE, "could_not",
        "The rooms for the autumn are not given out yet.", "", wants=True,
    ),
    Way("early_mentoring", "pia", "Pia Holm", PHONE, "agrees", "", "by_clinician", wants=True),
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=[way.pathway for way in WAYS])
def test_from_the_first_talk_to_the_time_after(course: Course, way: Way) -> None:
    pair = meet(course, way.name, way.called, size=way.size)
    open_talk(pair)
    sign_account(pair, SAID)
    agree(pair, way)
    reflect(pair, REFLECTION)
    propose(pair, COMMITMENT)
    answer(pair, way.says, way.why)
    look_back(pair, theirs=BY_CLIENT, hers=BY_DANA)
    released = let_erin_read(pair) if way.is_mandated else {}
    read = what_erin_reads(course, released) if released else []
    end(pair, way, is_out=bool(released))
    close_in_words(pair, SUMMARY, NOT_DONE, own=OWN)
    course.world.wind_on(days=80)
    after(pair, way)
    what_each_still_reads(pair)
    if released:
        assert what_erin_reads(course, released) == read
        erin_is_told_that_it_ended(pair, released)


def agree(pair: Pair, way: Way) -> None:
    """Offered and signed, each with the password; where an employer asks, after time to think."""
    pair.course.ask_for_passwords()
    early = way.pathway == "early_mentoring"
    employer = EMPLOYER | {"advice_offered_on": pair.day(-1)} if way.is_mandated else {}
    accountability = SO_FAR if way.is_mandated or early else ""
    offer(pair, Offer(way.pathway, WORKING_ON, accountability, employer))
    if way.is_mandated:
        client = pair.client
        client.open(pair.paths["agreement"])
        for said in ("This choice may not be free", "There is time to think", *EMPLOYER.values()):
            if "@" not in said and said != EMPLOYER["organization"]:
                assert said in client.words, said
        assert client.page.get_by_role("button", name="Sign this agreement").count() == 0
        pair.course.world.wind_on(hours=25)
    sign_agreement(pair)


def let_erin_read(pair: Pair) -> dict[str, str]:
    """A report that goes out; and a draft that waits, to be signed after the end."""
    stage, client = pair.course.world.stage, pair.person.name
    told: dict[str, str] = stage("out", client=client, engagement=pair.engagement)
    told["draft"] = stage("drafted", engagement=pair.engagement)["report"]
    pair.course.world.wind_on(hours=WAIT_HOURS)
    return told


def end(pair: Pair, way: Way, *, is_out: bool) -> None:
    """Where something is out, the page before the end says so: the end takes nothing of it back."""
    for at in (pair.client, pair.dana):
        at.open(f"/ending/{pair.engagement}/")
        out = "Erin Vale, people director, Harrow & Vale can read the document"
        assert (out in at.words) is is_out
        assert ("The end does not take this back." in at.words) is is_out
    if way.how:
        end_as_clinician(pair, way.how, LINE)
        said = {
            "completed": "completed what was agreed",
            "not_taken_up": "commitments not taken up",
            "by_clinician": "ended by the clinician",
        }[way.how]
    else:
        end_as_client(pair)
        said = f"{pair.short} ended it."
    pair.dana.open(pair.paths["after"])
    assert said in pair.dana.words


def after(pair: Pair, way: Way) -> None:
    if way.wants:
        hold_follow_up(pair, LATER)
        return
    dana, client = pair.dana, pair.client
    follow_up(pair, client)
    client.press("Yes, I want this one")
    follow_up(pair, dana)
    client.press("I do not want it")
    assert "You said no. Nobody asks you why." in client.words
    dana.press("It was held")  # on the page of before
    assert "A follow-up needs a new yes of the client’s" in dana.words
    follow_up(pair, dana)
    assert "Nothing is held and nothing is written." in dana.words


def what_each_still_reads(pair: Pair) -> None:
    """The two of them all of it, others nothing, and no way to the two that a guess would not have."""
    paths = list(pair.paths.values())
    pair.course.assert_readers(paths, **{"dana": 200, pair.person.name: 200})
    pair.course.assert_readers(paths, **dict.fromkeys(STRANGERS, 404))
    for at, timeline in (
        (pair.client, "/timeline/"),
        (pair.dana, f"/people/{pair.engagement}/timeline/"),
    ):
        at.open(timeline)
        assert "Progress review of" in at.words
        assert "Closing summary" in at.words


def what_erin_reads(course: Course, told: dict[str, str]) -> list[str]:
    """Piece by piece; none of it is a word of the course."""
    erin = course.walk("erin")
    erin.open(document(told))
    if "Before you read" in erin.words:
        acknowledge(erin, document(told))
    read = blocks(erin)
    erin.open("/documents/")
    shown = "\n".join([*read, main(erin).inner_text()])
    assert [word for word in OURS if word in shown] == []
    return read


def erin_is_told_that_it_ended(pair: Pair, told: dict[str, str]) -> None:
    """The most a reader can be told of an end, where the client releases it: that, and when."""
    given = {"client": pair.person.name, "permission": told["permission"]}
    last = pair.course.world.stage("end_out", report=told["draft"], **given)
    pair.course.world.wind_on(hours=WAIT_HOURS)  # each version is the client's alone first
    read = what_erin_reads(pair.course, last)
    assert any("The work has ended." in piece for piece in read)
    assert not [piece for piece in read if "taken up" in piece or "ended by" in piece.lower()]
