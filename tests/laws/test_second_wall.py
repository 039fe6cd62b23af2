"""With each check of the application switched off, the database still shows nothing foreign.

Every read and every act is first done by the person it is for, then by the others, with one check
after the other made to say yes, and at last with all of them at once.
"""

import copy
import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest import mock

from django.db import DatabaseError, transaction
from django.db.models import Model

from accounts import queries as people
from accounts.access import NotAllowed, NotFound, Stale, WrongState
from reviews.agreements import actions as agreement_acts
from reviews.agreements import queries as agreements
from reviews.agreements.models import Agreement
from reviews.checkins import actions as checkin_acts
from reviews.checkins import queries as checkins
from reviews.checkins.models import CheckIn
from reviews.desk import queries as desk
from reviews.desk.person_page import see_person
from reviews.desk.your_page import see_your_page
from reviews.engagements import queries as engagements
from reviews.engagements.models import Engagement
from reviews.journal import actions as journal_acts
from reviews.journal import queries as journal
from reviews.journal.models import Entry
from reviews.limits import actions as limits_acts
from tests import agreeing
from tests.clones import clone, inside
from tests.story import Story, tell_story
from tests.story import being as being_one
from tracker.lib.crypto import CannotOpen

EVERYBODY = ("dana", "eli", "mo", "otto", "ada")
BOTH = ("dana", "eli")
Unchecked = Callable[[], AbstractContextManager[None]]
REFUSALS = (NotFound, NotAllowed, WrongState, Stale, CannotOpen, DatabaseError, LookupError)


def _any_entry(*, actor: Any, entry_id: Any) -> Entry:
    found = Entry.objects.filter(id=entry_id).select_related("checkin", "engagement").first()
    if found is None:
        raise NotFound
    return found


def _any_one(model: type[Model], name: str) -> Callable[..., Any]:
    def find(*, actor: Any, **given: Any) -> Any:
        found = model._default_manager.filter(id=given[name]).first()
        if found is None:
            raise NotFound
        return found

    return find


def _yes(*args: Any, **kwargs: Any) -> bool:
    return True


MODELS = "reviews.engagements.models"
# Name of the check → where it stands, and what it is replaced by.
SWITCHES: dict[str, list[tuple[str, Any]]] = {
    "visible_to": [(f"{MODELS}.EngagementQuerySet.visible_to", lambda self, actor: self.all())],
    "who the client is": [("reviews.engagements.rules.is_client", _yes)],
    "who the clinician is": [("reviews.engagements.rules.is_clinician", _yes)],
    "who may end": [("reviews.engagements.rules.can_end", _yes)],
    "who may begin": [("reviews.journal.rules.can_begin", _yes)],
    "who may write": [("reviews.journal.rules.can_write", _yes)],
    "drafts are one's own": [("reviews.journal.queries.get_draft", _any_entry)],
    "entries are one's own": [("reviews.journal.queries.get_own", _any_entry)],
    "shared entries only": [("reviews.journal.queries.get_shared", _any_entry)],
    "whose engagement": [
        ("reviews.engagements.queries.get_engagement", _any_one(Engagement, "engagement_id"))
    ],
    "whose agreement": [
        ("reviews.agreements.queries.get_agreement", _any_one(Agreement, "agreement_id"))
    ],
    "whose check-in": [("reviews.checkins.queries.get_checkin", _any_one(CheckIn, "checkin_id"))],
    "administrators only": [("accounts.actions._only_administrator", lambda actor: None)],
}
EVERYTHING = "everything at once"


@contextmanager
def switched_off(name: str) -> Iterator[None]:
    chosen = SWITCHES if name == EVERYTHING else {name: SWITCHES[name]}
    with ExitStack() as stack:
        for targets in chosen.values():
            for target, replacement in targets:
                stack.enter_context(mock.patch(target, replacement))
        yield


# --- reads ----------------------------------------------------------------------------------------

# Name → (who it is for, the call). What it answers is searched for ids of Eli's engagement.
READS: dict[str, tuple[str, Callable[[Any, Story], Any]]] = {
    "get_engagement": (
        "dana",
        lambda a, s: engagements.get_engagement(actor=a, engagement_id=s.engagement_id),
    ),
    "see_engagement": (
        "dana",
        lambda a, s: engagements.see_engagement(actor=a, engagement_id=s.engagement_id),
    ),
    "list_engagements": ("dana", lambda a, s: engagements.list_engagements(actor=a)),
    "current_engagement": ("eli", lambda a, s: engagements.current_engagement(actor=a)),
    "read_agreement": (
        "dana",
        lambda a, s: agreements.read_agreement(actor=a, agreement_id=s.agreement_id),
    ),
    "latest_agreement": (
        "dana",
        lambda a, s: agreements.latest_agreement(actor=a, engagement_id=s.engagement_id),
    ),
    "working_on": (
        "dana",
        lambda a, s: agreements.working_on(actor=a, engagement_ids=[s.engagement_id]),
    ),
    "list_agreements": (
        "dana",
        lambda a, s: agreements.list_agreements(actor=a, engagement_ids=[s.engagement_id]),
    ),
    "get_checkin": ("dana", lambda a, s: checkins.get_checkin(actor=a, checkin_id=s.checkin_id)),
    "list_checkins": (
        "dana",
        lambda a, s: checkins.list_checkins(actor=a, engagement_ids=[s.engagement_id]),
    ),
    "get_cadence": ("dana", lambda a, s: checkins.get_cadence(engagement_id=s.engagement_id)),
    "get_draft": ("eli", lambda a, s: journal.get_draft(actor=a, entry_id=s.draft_id)),
    "get_own": ("eli", lambda a, s: journal.get_own(actor=a, entry_id=s.draft_id)),
    "open_draft": ("eli", lambda a, s: journal.open_draft(actor=a, entry_id=s.draft_id)),
    "find_draft_for": (
        "eli",
        lambda a, s: journal.find_draft_for(actor=a, checkin_id=s.second_checkin_id),
    ),
    "get_shared": ("dana", lambda a, s: journal.get_shared(actor=a, entry_id=s.shared_id)),
    "read_entry": ("dana", lambda a, s: journal.read_entry(actor=a, entry_id=s.shared_id)),
    "list_entries": (
        "dana",
        lambda a, s: journal.list_entries(actor=a, engagement_ids=[s.engagement_id]),
    ),
    "today": ("dana", lambda a, s: desk.today(actor=a, now=_now())),
    "people": ("dana", lambda a, s: desk.people(actor=a, now=_now())),
    "person": ("dana", lambda a, s: see_person(actor=a, engagement_id=s.engagement_id, now=_now())),
    "your_page": ("eli", lambda a, s: see_your_page(actor=a, now=_now())),
    "events of the engagement": (
        "eli",
        lambda a, s: _chains(people.list_events(chain=s.engagement_id), s),
    ),
}
OTHERS = ("mo", "otto", "ada")
# What belongs to Eli alone is asked for by Dana too.
ELIS_ALONE = ("get_draft", "get_own", "open_draft", "find_draft_for")


def _now() -> Any:
    from tracker.lib import clock

    return clock.now()


def _chains(events: list[Any], story: Story) -> list[Any]:
    return [(event, story.engagement_id) for event in events]


def ids_in(value: Any) -> set[str]:
    """Every id in what a query answered, down to the fields of rows."""
    if isinstance(value, Model):
        return {str(v) for v in vars(value).values()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return ids_in([getattr(value, f.name) for f in dataclasses.fields(value)])
    if isinstance(value, dict):
        return ids_in([*value.keys(), *value.values()])
    if isinstance(value, list | tuple | set):
        return {found for item in value for found in ids_in(item)}
    return {str(value)}


def read_by_others(
    reads: dict[str, Callable[[Any, Any], Any]], told: Any, cast: Any, unchecked: Unchecked
) -> list[tuple[str, str]]:
    """(read, person) wherever somebody else gets one of `told.ids`, with every check switched off.

    Each read is first done by the two whose work it is.
    """
    shown = []
    for name, read in reads.items():
        for who in EVERYBODY:
            with being_one(cast, who):
                actor = getattr(cast, who).actor
                if who in BOTH:
                    assert told.ids & ids_in(answer(read, actor, told)), (name, who)
                    continue
                with unchecked():
                    if told.ids & ids_in(answer(read, actor, told)):
                        shown.append((name, who))
    return shown


def done_by_others(
    acts: dict[str, tuple[tuple[str, ...], Callable[[Any, Any], Any]]],
    told: Any,
    cast: Any,
    unchecked: Unchecked,
) -> list[tuple[str, str]]:
    """(act, person) wherever an act of somebody else goes through, with every check switched off.

    acts  name → (whose it is, the call); each is first done by those.
    """
    went_through = []
    for name, (whose, act) in acts.items():
        for who in EVERYBODY:
            with being_one(cast, who):
                actor = getattr(cast, who).actor
                if who in whose:
                    assert goes_through(act, actor, told), (name, who)
                    continue
                with unchecked():
                    if goes_through(act, actor, told):
                        went_through.append((name, who))
    return went_through


def foreign(value: Any, story: Story) -> set[str]:
    """Ids of Eli's story in an answer."""
    ids = {str(v) for k, v in vars(story).items() if not k.startswith("others")}
    return ids & ids_in(value)


def answer(read: Callable[..., Any], *values: Any) -> Any:
    """What the read answers; a refusal answers nothing. In a savepoint of its own."""
    try:
        with transaction.atomic():
            return read(*values)
    except REFUSALS:
        return None


def shown_to_others(cast: Any, story: Story, switches: tuple[str, ...]) -> list[Any]:
    """(check, read, person) wherever somebody else gets an id of Eli's story."""
    shown = []
    for who in (*OTHERS, "dana"):
        with being_one(cast, who):
            for switch in switches:
                with switched_off(switch):
                    for name in ELIS_ALONE if who == "dana" else READS:
                        if foreign(answer(READS[name][1], getattr(cast, who).actor, story), story):
                            shown.append((switch, name, who))
    return shown


def test_reads_show_nothing_foreign(cast, story):
    for name, (rightful, _) in READS.items():
        with being_one(cast, rightful):
            assert foreign(answer(READS[name][1], getattr(cast, rightful).actor, story), story), (
                name
            )

    assert shown_to_others(cast, story, (*SWITCHES, EVERYTHING)) == []


def test_the_draft_stays_unseen_for_dana_when_every_check_says_yes(cast, story):
    with switched_off(EVERYTHING), being_one(cast, "dana"):
        assert not Entry.objects.filter(id=story.draft_id).exists()
        listed = journal.list_entries(actor=cast.dana.actor, engagement_ids=[story.engagement_id])
        assert {head.id for head in listed} == {story.shared_id}


def test_a_planted_hole_is_seen():
    """With the policy of one table opened, each switch shows what it guards, and only that."""
    from tests.conftest import _load_cast, _make_cast

    with clone() as copied, inside(copied.app_url), copied.as_owner() as owner:
        _make_cast()
        cast = _load_cast()
        story = tell_story(cast, now=_now())
        for table in ("reviews_engagement", "reviews_entry", "reviews_checkin"):
            owner.execute(f"create policy hole on {table} for select to waymark_app using (true)")
        assert shown_to_others(cast, story, ("who may write",)) == []
        found = shown_to_others(cast, story, ("visible_to", "drafts are one's own"))
    assert ("visible_to", "see_engagement", "mo") not in found  # its name stays sealed
    assert ("visible_to", "get_engagement", "mo") in found
    assert ("visible_to", "list_entries", "ada") in found
    assert ("drafts are one's own", "get_draft", "dana") in found


# --- acts -----------------------------------------------------------------------------------------

# Name → (who it is for, the call); each gets rows that its rightful person has read.
ACTS: dict[str, tuple[str, Callable[[Any, dict[str, Any]], Any]]] = {
    "save_answer": (
        "eli",
        lambda a, r: journal_acts.save_answer(
            actor=a, entry=r["draft"], prompt=r["draft"].prompts[0], text="X", version=1, now=_now()
        ),
    ),
    "share_entry": (
        "eli",
        lambda a, r: journal_acts.share_entry(actor=a, entry=r["draft"], now=_now()),
    ),
    "discard_draft": (
        "eli",
        lambda a, r: journal_acts.discard_draft(actor=a, entry=r["draft"], now=_now()),
    ),
    "add_addendum": (
        "eli",
        lambda a, r: journal_acts.add_addendum(actor=a, entry=r["shared"], text="X", now=_now()),
    ),
    "acknowledge_limits": ("eli", lambda a, r: _acknowledge(a, r["engagement"])),
    "mark_discussed": (
        "dana",
        lambda a, r: checkin_acts.mark_discussed(actor=a, checkin=r["checkin"], now=_now()),
    ),
    "end_work": (
        "dana",
        lambda a, r: agreement_acts.end_work(actor=a, engagement=r["engagement"], now=_now()),
    ),
}


def _acknowledge(actor: Any, engagement: Engagement) -> None:
    """A new version of the words: the one before was acknowledged in the story."""
    with mock.patch("reviews.limits.actions.VERSION", "another"):
        limits_acts.acknowledge_limits(
            actor=actor, engagement=engagement, version="another", now=_now()
        )


def rows_of(cast: Any, story: Story) -> dict[str, Any]:
    eli = cast.eli.actor
    with being_one(cast, "eli"):
        return {
            "draft": journal.get_draft(actor=eli, entry_id=story.draft_id),
            "shared": journal.get_shared(actor=eli, entry_id=story.shared_id),
            "engagement": engagements.get_engagement(actor=eli, engagement_id=story.engagement_id),
            "checkin": checkins.get_checkin(actor=eli, checkin_id=story.checkin_id),
        }


def goes_through(act: Callable[..., Any], *values: Any) -> bool:
    """Whether the act succeeds; what it did is taken back."""
    try:
        with transaction.atomic():
            act(*values)
            transaction.set_rollback(True)
    except REFUSALS:
        return False
    return True


def test_acts_of_others_change_nothing(cast, story):
    rows = rows_of(cast, story)
    for name, (rightful, _) in ACTS.items():
        with being_one(cast, rightful):
            assert goes_through(ACTS[name][1], getattr(cast, rightful).actor, rows), name

    went_through = []
    for who in ("mo", "otto", "ada", "dana", "eli"):
        foreign_acts = [name for name, (rightful, _) in ACTS.items() if rightful != who]
        if who == "eli":
            foreign_acts.remove("end_work")  # either of the two may end it
        with being_one(cast, who):
            for switch in (*SWITCHES, EVERYTHING):
                with switched_off(switch):
                    for name in foreign_acts:
                        if goes_through(
                            ACTS[name][1], getattr(cast, who).actor, copy.deepcopy(rows)
                        ):
                            went_through.append((switch, name, who))
    assert went_through == []


def test_answering_an_offer_is_the_clients_and_withdrawing_it_the_clinicians(cast, offered, now):
    dana, eli, mo = cast.dana.actor, cast.eli.actor, cast.mo.actor
    acts = {
        "accept": lambda a: agreeing.accept_agreement(
            actor=a, agreement=offered, client_name="X", now=now
        ),
        "decline": lambda a: agreement_acts.decline_agreement(actor=a, agreement=offered, now=now),
        "withdraw": lambda a: agreement_acts.withdraw_offer(actor=a, agreement=offered, now=now),
    }

    rights = {"accept": eli, "decline": eli, "withdraw": dana}
    names = {"eli": eli, "dana": dana, "mo": mo}
    for name, act in acts.items():
        for who, actor in names.items():
            with switched_off(EVERYTHING), being_one(cast, who):
                assert goes_through(act, actor) == (rights[name] == actor), (name, who)
