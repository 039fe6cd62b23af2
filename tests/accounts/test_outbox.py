"""The outbox: one mail for one reason, whatever the mail server does."""

from accounts import notices
from accounts.access import acting_as_system
from accounts.models import User
from accounts.outbox import delivery
from accounts.outbox.models import Notice


def _claimed() -> Notice:
    return next(n for n in delivery._claim() if n.kind == "password_reset")


def test_a_claim_that_ran_out_sends_nothing(eli, mailoutbox):
    notices.enqueue_password_reset(user=User.objects.get(id=eli.user_id))
    with acting_as_system("outbox"):
        slow = _claimed()
        # The server kept the batch before it for longer than the lease.
        Notice.objects.filter(id=slow.id).update(leased_until=slow.created_at)
        second = _claimed()

        assert delivery._deliver(second) == 1
        assert delivery._deliver(slow) == 0

    assert len(mailoutbox) == 1
