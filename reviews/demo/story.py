"""The demonstration: invented people, made only by calling the acts as each person at that time.

The clock is moved back and walks forward through the story; at each morning the sweep and the
outbox do their real work. It is one transaction: it is all there, or nothing of it is.
"""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from accounts import actions as accounts
from accounts import anchors, doors, queries
from accounts.access import Actor, acting_as
from accounts.demo import PERSONAS, Persona
from accounts.models import Membership, ShownMail, User
from accounts.outbox.delivery import deliver_pending
from reviews.agreements.actions import accept_agreement, offer_engagement
from reviews.agreements.queries import focus_areas_of, get_agreement, latest_agreement
from reviews.agreements.terms import Terms, Told
from reviews.checkins.actions import mark_discussed
from reviews.checkins.models import CheckIn
from reviews.checkins.queries import get_checkin, list_checkins
from reviews.demo import texts
from reviews.engagements.models import Engagement
from reviews.journal.actions import begin_reflection, save_answer, share_entry
from reviews.journal.queries import read_entry
from reviews.limits.actions import acknowledge_limits
from reviews.limits.queries import current_version
from reviews.reminders.actions import sweep
from tracker.lib import clock, session

ZONE = "America/Chicago"
BEFORE_WRITING = timedelta(days=2, hours=12)  # people write two days before they meet
Tell = Callable[[str], None]


def tell_the_story(*, say: Tell) -> bool:
    """Make the demonstration. Returns False, and changes nothing, if a practice exists."""
    if doors.practice_exists():
        return False
    with transaction.atomic():
        story = _Story(today=clock.now(), say=say)
        story.tell()
        clock.move(timedelta())
    anchors.take_anchor()
    return True


class _Story:
    def __init__(self, *, today: datetime, say: Tell) -> None:
        self.today = today
        self.say = say
        self.people: dict[str, Actor] = {}

    def tell(self) -> None:
        self.say("The practice and its people")
        self._at(days_ago=60)
        self._found()
        for key in ("voss", "halloran"):
            self._join(key, role="clinician")
        for key in ("graham", "renee", "victor", "noor"):
            self._join(key, role="client", introduced_to="voss")

        self.say("Graham: weekly, of his own accord")
        self._at(days_ago=43)
        self._begin(
            "graham",
            pathway="voluntary",
            focus=["responsibility", "power_boundaries", "repair"],
            working_on="Hearing no as an answer",
            every_weeks=1,
            told=[Told(who="Maren Oldacre, chair of the Lantern Trust", parts=["takes_part"])],
        )
        self.say("Renee: a condition of keeping her job")
        self._at(days_ago=17)
        self._begin(
            "renee",
            pathway="condition_of_employment",
            focus=["workplace", "triggers", "listening"],
            working_on="Noticing the moment before a joke",
            every_weeks=1,
            told=[
                Told(
                    who="Tom Areland, Brackenfield Freight",
                    parts=["takes_part", "summary", "boundaries"],
                )
            ],
        )
        self.say("Victor: back to work")
        self._at(days_ago=15)
        self._begin(
            "victor",
            pathway="return_to_work",
            focus=["losses_reasons", "responsibility", "coping"],
            working_on="Saying plainly what he did",
            every_weeks=2,
            told=[Told(who="Priya Haldane, Ostrey Instruments", parts=["themes", "summary"])],
        )
        self.say("Six weeks of check-ins, reminders and readings")
        self._walk()
        self.say("Noor: an agreement that waits for an answer")
        self._at(days_ago=1)
        self._offer(
            "noor",
            pathway="early_mentoring",
            focus=["listening", "workplace"],
            working_on="Asking before acting",
            every_weeks=2,
            told=[],
        )
        deliver_pending()

    def _at(self, *, days_ago: float) -> datetime:
        return self._moment(self.today - timedelta(days=days_ago))

    def _moment(self, at: datetime) -> datetime:
        clock.move(at - self.today)
        return clock.now()

    def _walk(self) -> None:
        """Morning by morning: the sweep, the mail, and what each person does when it is time."""
        writing = {
            "graham": list(texts.GRAHAM),
            "renee": list(texts.RENEE),
            "victor": list(texts.VICTOR),
        }
        morning = datetime.combine(
            (self.today - timedelta(days=43)).date(), time(9, 10), ZoneInfo(ZONE)
        )
        while morning < self.today:
            now = self._moment(morning)
            sweep()
            deliver_pending()
            for key, reflections in writing.items():
                if key not in self.people:
                    continue
                self._write_if_due(key, reflections, now=now)
            self._talk_if_due(now=min(now + timedelta(hours=3), self.today))
            morning += timedelta(days=1)
        self._moment(self.today - timedelta(hours=2))
        self._draft("victor")

    def _found(self) -> None:
        june = _persona("june")
        user = accounts.found_practice(
            name="Tallow Street Practice",
            short_name="Tallow St",
            zone=ZONE,
            email=june.email,
            password=june.password,
            display_name=june.name,
        )
        self._remember("june", user)
        actor = self.people["june"]
        with acting_as(actor):
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

    def _join(self, key: str, *, role: str, introduced_to: str = "") -> None:
        """The administrator invites, the mail goes out, the person follows the link in it."""
        persona, june = _persona(key), self.people["june"]
        with acting_as(june):
            clinician = None
            if introduced_to:
                clinician = queries.get_member(
                    actor=june, membership_id=self.people[introduced_to].membership_id
                )
            accounts.invite(
                actor=june,
                email=persona.email,
                role=role,
                display_name=persona.name if role == "clinician" else "",
                introduced_to=clinician,
                now=clock.now(),
            )
        deliver_pending()
        with acting_as(june):
            mail = ShownMail.objects.filter(to=persona.email).latest("sent_at")
        link = re.search(r"/join/([\w-]+)/", mail.text)
        if link is None:
            raise RuntimeError("the invitation carries no link")
        user = accounts.accept_invitation_new(
            token=link.group(1), password=persona.password, zone=ZONE
        )
        self._remember(key, user)

    def _remember(self, key: str, user: User) -> None:
        persona = _persona(key)
        with session.identified(session.Identity(user_id=user.id)):
            membership = Membership.objects.get(user_id=user.id)
            if persona.totp_secret:
                TOTP.activate(user, persona.totp_secret)
                RecoveryCodes.activate(user)
        self.people[key] = Actor(
            user.id, membership.id, membership.organization_id, membership.role
        )

    def _offer(
        self,
        key: str,
        *,
        pathway: str,
        focus: list[str],
        working_on: str,
        every_weeks: int,
        told: list[Told],
    ) -> None:
        voss, client, now = self.people["voss"], self.people[key], clock.now()
        terms = Terms(
            pathway=pathway,
            focus_areas=focus,
            working_on=working_on,
            every_weeks=every_weeks,
            starts_on=(now.astimezone(ZoneInfo(ZONE)) + timedelta(days=4)).date(),
            wall_time=time(10, 30),
            zone=ZONE,
            told=told,
        )
        with acting_as(voss):
            offer_engagement(
                actor=voss,
                client_membership_id=client.membership_id,
                client_name=_persona(key).name,
                terms=terms,
                now=now,
            )

    def _begin(
        self,
        key: str,
        *,
        pathway: str,
        focus: list[str],
        working_on: str,
        every_weeks: int,
        told: list[Told],
    ) -> None:
        self._offer(
            key,
            pathway=pathway,
            focus=focus,
            working_on=working_on,
            every_weeks=every_weeks,
            told=told,
        )
        deliver_pending()
        client, now = self.people[key], self._moment(clock.now() + timedelta(hours=5))
        with acting_as(client):
            engagement = self._engagement(client)
            latest = latest_agreement(actor=client, engagement_id=engagement.id)
            if latest is None:
                raise RuntimeError("the offer is not there")
            agreement = get_agreement(actor=client, agreement_id=latest.id)
            accept_agreement(
                actor=client, agreement=agreement, client_name=_persona(key).name, now=now
            )
            acknowledge_limits(
                actor=client,
                engagement=self._engagement(client),
                version=current_version(),
                now=now,
            )

    def _write_if_due(self, key: str, reflections: list[dict[str, str]], *, now: datetime) -> None:
        client = self.people[key]
        with acting_as(client):
            checkin = self._open_checkin(client)
            if checkin is None or checkin.due_at - now > BEFORE_WRITING or not reflections:
                return
            self._reflect(client, checkin, reflections.pop(0), share=True)

    def _draft(self, key: str) -> None:
        client = self.people[key]
        with acting_as(client):
            checkin = self._open_checkin(client)
            if checkin is not None:
                self._reflect(client, checkin, texts.VICTOR_DRAFT, share=False)

    def _reflect(
        self, client: Actor, checkin: CheckIn, answers: dict[str, str], *, share: bool
    ) -> None:
        now = clock.now()
        found = get_checkin(actor=client, checkin_id=checkin.id)
        focus = focus_areas_of(actor=client, engagement_id=checkin.engagement_id)
        entry = begin_reflection(actor=client, checkin=found, focus_areas=focus, now=now)
        for prompt in entry.prompts:
            if prompt in answers:
                save_answer(
                    actor=client,
                    entry=entry,
                    prompt=prompt,
                    text=answers[prompt],
                    version=0,
                    now=now,
                )
        if share:
            share_entry(actor=client, entry=entry, now=now)

    def _talk_if_due(self, *, now: datetime) -> None:
        """On the day they meet, Dr Voss reads what was shared, and they talk."""
        voss = self.people["voss"]
        self._moment(now)
        with acting_as(voss):
            over = CheckIn.objects.filter(state__in=(CheckIn.OPEN, CheckIn.SHARED), due_at__lte=now)
            for checkin in list(over.select_related("engagement")):
                for entry in checkin.entries.all():  # none, where they came without having written
                    read_entry(actor=voss, entry_id=entry.id)
                mark_discussed(actor=voss, checkin=checkin, now=now)

    def _engagement(self, client: Actor) -> Engagement:
        return Engagement.objects.visible_to(client).get()

    def _open_checkin(self, client: Actor) -> CheckIn | None:
        listed = list_checkins(actor=client, engagement_ids=[self._engagement(client).id])
        return next((c for c in listed if c.state == CheckIn.OPEN and c.due_at > clock.now()), None)


def _persona(key: str) -> Persona:
    return next(persona for persona in PERSONAS if persona.key == key)
