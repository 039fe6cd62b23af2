"""The protocol of one commit a mail: at no moment are two rows in doubt, wherever a worker dies."""

import pytest
from django.db import connection

from accounts.outbox import delivery
from accounts.outbox.channels import Refused
from tests.accounts.outbox.crowd import LEASES_RUN_OUT, Died, crowd
from tracker.lib.postgres.base import DatabaseWrapper

MAILS = 4
IN_DOUBT = "select count(*) from accounts_notice where sending_at is not null"
STEPS = ("_claim", "_begin", "_settle_and_mark", "_hand_over")


@pytest.fixture
def four():
    with crowd(*["plain"] * MAILS) as made:
        yield made


def dies(monkeypatch, step, *, when, nth):
    """The nth call of a step of accounts.outbox.delivery ends the process, before it or after it."""
    real, calls = getattr(delivery, step), []

    def stepping(*values, **options):
        calls.append(step)
        if len(calls) == nth and when == "before":
            raise Died
        result = real(*values, **options)
        if len(calls) == nth and when == "after":
            raise Died
        return result

    monkeypatch.setattr(delivery, step, stepping)


def test_one_row_is_being_sent_and_all_before_it_are_settled(four, channel):
    seen = []

    def look():
        seen.append(
            (
                four.one(IN_DOUBT),
                four.one("select count(*) from accounts_notice where state = 'sent'"),
            )
        )

    channel.start(*[look] * MAILS)

    four.work()

    assert seen == [(1, number) for number in range(MAILS)]
    assert four.one(IN_DOUBT) == 0


def test_a_mail_costs_one_commit(four, channel, monkeypatch):
    commits = []
    real = DatabaseWrapper._commit

    def commit(self):
        commits.append(len(channel.taken))
        return real(self)

    monkeypatch.setattr(DatabaseWrapper, "_commit", commit)

    four.work()

    assert len(channel.taken) == MAILS
    # The claim and the first beginning; one between each two; the last settling, the empty claim.
    assert commits == [0, 0, *range(1, MAILS), MAILS, MAILS]


@pytest.mark.parametrize("nth", range(1, MAILS + 1))
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_wherever_it_dies_nothing_is_lost_and_one_mail_is_in_doubt(
    four, channel, monkeypatch, step, when, nth
):
    with pytest.MonkeyPatch.context() as patch:
        dies(patch, step, when=when, nth=nth)
        died = four.work()
    in_doubt = four.one(IN_DOUBT)
    assert in_doubt <= 1
    four.ask(LEASES_RUN_OUT)

    assert not four.work()

    ids = channel.ids()
    doubled = {f"<{id}" for (id,) in four.ask("select id from accounts_notice where uncertain")}
    assert four.ask("select distinct state from accounts_notice") == [("sent",)]
    assert len(set(ids)) == MAILS
    assert len(ids) - MAILS <= in_doubt
    twice = {id.partition("@")[0] for id in ids if ids.count(id) > 1}
    assert twice <= doubled, "what may have gone out twice says so"
    assert len(doubled) == in_doubt
    assert died or step == "_claim"


def test_killed_after_the_servers_yes_the_mail_goes_out_again_with_its_id(
    four, channel, monkeypatch
):
    with pytest.MonkeyPatch.context() as patch:
        dies(patch, "_hand_over", when="after", nth=2)
        assert four.work()
    assert len(channel.taken) == 2
    four.ask(LEASES_RUN_OUT)

    four.work()

    ids = channel.ids()
    assert len(ids) == MAILS + 1
    assert ids.count(ids[1]) == 2


def test_two_rows_that_end_their_process_make_nobody_get_many_copies(channel):
    """A row whose building kills the worker costs one second copy of the mail before it, no more."""
    with crowd("plain", "deadly", "plain") as three:
        looks = 0
        while three.one("select count(*) from accounts_notice where state = 'waiting'"):
            looks += 1
            assert looks < 20
            three.work()
            three.ask(LEASES_RUN_OUT)

        assert three.ask("select kind, state, reason from accounts_notice order by due_at") == [
            ("plain", "sent", ""),
            ("deadly", "failed", "never_came_back"),
            ("plain", "sent", ""),
        ]
        ids = channel.ids()
        assert [ids.count(id) for id in dict.fromkeys(ids)] == [2, 1]


def test_a_row_that_cannot_be_built_takes_nothing_from_the_one_before(channel):
    with crowd("plain", "broken_in_database", "plain") as three:
        three.work()

        assert three.ask("select kind, state, attempts from accounts_notice order by key") == [
            ("plain", "sent", 1),
            ("broken_in_database", "waiting", 1),
            ("plain", "sent", 1),
        ]
        assert len(channel.taken) == 2


def test_a_database_that_goes_away_makes_nothing_forgotten(four, channel):
    """Its connection dies while the server says yes: the worker settles on a new one."""

    channel.start(None, lambda: connection.connection.close())

    four.work()
    four.ask("update accounts_notice set due_at = now() where state = 'waiting'")
    four.work()

    assert four.ask("select distinct state, uncertain from accounts_notice") == [("sent", False)]
    assert len(channel.ids()) == len(set(channel.ids())) == MAILS


def test_a_refusal_is_stored_with_the_beginning_of_the_next(four, channel):
    seen = []

    def look():
        seen.extend(four.ask("select reason from accounts_notice order by key"))

    channel.start(Refused(450), look)

    four.work()

    assert seen[0] == ("refused_450",)
