"""The stage of the demonstration: its clock, its people, and how each of them comes in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from accounts import actions as accounts
from accounts import queries
from accounts.access import Actor, acting_as
from accounts.demo import PERSONAS, Persona
from accounts.models import Membership, ShownMail, User
from accounts.outbox.delivery import deliver_pending
from reviews.engagements.models import Engagement
from tracker.lib import clock, session

ZONE = "America/Chicago"
PRACTICE = "Tallow Street Practice"
Tell = Callable[[str], None]
Scene = Callable[["Stage"], None]


class Stage:
    """Where the story stands: the moment, the people, and what is still to happen."""

    def __init__(self, *, today: datetime, say: Tell) -> None:
        self.today = today
        self.say = say
        self.people: dict[str, Actor] = {}
        self.begun: set[str] = set()  # clients whose work has begun
        self.planned: list[tuple[datetime, Scene]] = []

    # --- time -------------------------------------------------------------------------------------

    def at(self, *, days_ago: float, hour: int = 14) -> datetime:
        """That hour of that day where the people live; never later than now."""
        day = (self.today - timedelta(days=days_ago)).astimezone(ZoneInfo(ZONE)).date()
        return min(datetime.combine(day, time(hour), ZoneInfo(ZONE)), self.today)

    def move_to(self, moment: datetime) -> datetime:
        clock.move(moment - self.today)
        return clock.now()

    def plan(self, moment: datetime, scene: Scene) -> None:
        """Let it happen once the walk has come to that moment."""
        self.planned.append((moment, scene))

    def due(self, until: datetime) -> Iterator[tuple[datetime, Scene]]:
        """What is planned until then, in its order; what is planned meanwhile too."""
        while waiting := [item for item in self.planned if item[0] <= until]:
            item = min(waiting, key=lambda found: found[0])
            self.planned.remove(item)
            yield item

    # --- people -----------------------------------------------------------------------------------

    @contextmanager
    def being(self, key: str) -> Iterator[Actor]:
        actor = self.people[key]
        with acting_as(actor):
            yield actor

    def engagement_of(self, key: str) -> Engagement:
        """A client's own engagement. Ask as that client."""
        return Engagement.objects.visible_to(self.people[key]).get()

    def engagement_with(self, key: str) -> Engagement:
        """A client's engagement, as their clinician enters it. Ask as the clinician."""
        client = self.people[key]
        return Engagement.objects.visible_to(self.people["voss"]).get(client_id=client.user_id)

    def found_practice(self) -> None:
        june = persona("june")
        user = accounts.found_practice(
            name=PRACTICE,
            short_name="Tallow St",
            zone=ZONE,
            email=june.email,
            password=june.password,
            display_name=june.name,
        )
        self._remember("june", user)
        with self.being("june") as actor:
            accounts.change_practice_settings(
                actor=actor,
                settings={
                    "phone": "555-0100",
                    "hours": "Monday to Friday, 9 to 5",
                    "crisis_lines": "United States and Canada: 988\n"
                    "United Kingdom and Ireland: 116 123\nEmergency: 911 or 112",
                    "complaints_to": "Ruth Okonjo, complaints person of Tallow Street Practice",
                },
                now=clock.now(),
            )

    def join(self, key: str, *, role: str, introduced_to: str = "") -> None:
        """The administrator invites, the mail goes out, the person follows the link in it."""
        invited = persona(key)
        with self.being("june") as june:
            clinician = None
            if introduced_to:
                clinician = queries.get_member(
                    actor=june, membership_id=self.people[introduced_to].membership_id
                )
            accounts.invite(
                actor=june,
                email=invited.email,
                role=role,
                display_name=invited.name if role == "clinician" else "",
                introduced_to=clinician,
                now=clock.now(),
            )
        deliver_pending()
        self.follow_invitation(key)

    def follow_invitation(self, key: str) -> None:
        """Accept by the link in the last mail, and set up the second factor where there is one."""
        invited = persona(key)
        with self.being("june"):
            mail = ShownMail.objects.filter(to=invited.email).latest("sent_at")
        link = re.search(r"/join/([\w-]+)/", mail.text)
        if link is None:
            raise RuntimeError("the invitation carries no link")
        user = accounts.accept_invitation_new(
            token=link.group(1), password=invited.password, zone=ZONE
        )
        self._remember(key, user)

    def _remember(self, key: str, user: User) -> None:
        with session.identified(session.Identity(user_id=user.id)):
            membership = Membership.objects.get(user_id=user.id)
            if persona(key).totp_secret:
                TOTP.activate(user, persona(key).totp_secret)
                RecoveryCodes.activate(user)
        self.people[key] = Actor(
            user.id, membership.id, membership.organization_id, membership.role
        )


def persona(key: str) -> Persona:
    return next(found for found in PERSONAS if found.key == key)
