# ruff: noqa: S106 - invented people, whose secrets are public on purpose
"""The people of the demonstration, and signing in as one of them with one click.

The real password check runs, and the real check of the code, computed here from a secret that the
demonstration made up. Not routed outside demo mode, and refused there: accounts.urls.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from allauth.account.forms import LoginForm
from allauth.account.stages import LoginStageController
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

from accounts.access import NotFound

TOTP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Persona:
    """One person of the story. Every secret here is public: it opens invented data only."""

    key: str
    name: str
    role: str  # one line on the card
    about: str  # one sentence of the story
    email: str
    password: str
    totp_secret: str = ""  # base32; "" for a person without a second factor
    is_reader: bool = False  # somebody outside, to whom a client released something


PERSONAS: tuple[Persona, ...] = (
    Persona(
        key="voss",
        name="Dr Amara Voss",
        role="Clinician",
        about="Works with Graham, Renee, Victor and Hollis. A reply and a reflection wait for her.",
        email="amara.voss@example.org",
        password="lantern-harbor-quiet-seven",
        totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    ),
    Persona(
        key="graham",
        name="Graham Tillotson",
        role="Client",
        about="Came of his own accord. He shared a report with one person, and took it back.",
        email="graham.tillotson@example.org",
        password="slow-river-open-window",
    ),
    Persona(
        key="renee",
        name="Renee Castellan",
        role="Client",
        about="It is a condition of keeping her job. One person may read the report about her.",
        email="renee.castellan@example.org",
        password="paper-kite-early-train",
    ),
    Persona(
        key="victor",
        name="Victor Lindqvist",
        role="Client",
        about="Works again, with supports. One person may read the report that two signed.",
        email="victor.lindqvist@example.org",
        password="winter-bench-plain-bread",
    ),
    Persona(
        key="hollis",
        name="Hollis Brandt",
        role="Client",
        about="Came of his own accord. A report about him waits for his decision.",
        email="hollis.brandt@example.org",
        password="quiet-orchard-tin-whistle",
    ),
    Persona(
        key="noor",
        name="Noor Abbas",
        role="Client",
        about="Has been offered an agreement and has not answered yet.",
        email="noor.abbas@example.org",
        password="green-ladder-small-bell",
    ),
    Persona(
        key="anselm",
        name="Anselm Pryor",
        role="Client",
        about="The work has ended. He has his own copy of the summary, and one follow-up was held.",
        email="anselm.pryor@example.org",
        password="clay-tablet-north-ferry",
    ),
    Persona(
        key="halloran",
        name="Dr Peter Halloran",
        role="Clinician",
        about="A colleague. He read two texts of Dr Voss’s, and will cover for her between two dates.",
        email="peter.halloran@example.org",
        password="stone-bridge-late-summer",
        totp_secret="KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU",
    ),
    Persona(
        key="june",
        name="June Adeyemi",
        role="Practice administrator",
        about="Invites people and keeps the settings. Sees codes and dates, never words.",
        email="june.adeyemi@example.org",
        password="brass-kettle-north-wall",
        totp_secret="MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK",
    ),
    Persona(
        key="tom",
        name="Tom Areland",
        role="People partner, Brackenfield Freight",
        about="Renee has released a report to him. He reads it, and nothing else.",
        email="tom.areland@brackenfield.example",
        password="yellow-barge-slow-morning",
        totp_secret="NBSWY3DPO5XXE3DENBSWY3DPO5XXE3DE",
        is_reader=True,
    ),
    Persona(
        key="priya",
        name="Priya Haldane",
        role="People director, Ostrey Instruments",
        about="Victor has released a report to her. She reads it, and nothing else.",
        email="priya.haldane@ostrey.example",
        password="maple-ledger-soft-thunder",
        totp_secret="OBZGS6LBFVUGC3DEMFXGKLLPON2HEZLZ",
        is_reader=True,
    ),
    Persona(
        key="maren",
        name="Maren Oldacre",
        role="Chair, the Lantern Trust",
        about="Once read something of Graham’s. Now there is nothing, and it does not say why.",
        email="maren.oldacre@lantern.example",
        password="copper-gate-winter-rye",
        totp_secret="ONSWG4TFOQQGC3DMONSWG4TFOQQGC3DM",
        is_reader=True,
    ),
)


def cards() -> dict[str, tuple[Persona, ...]]:
    """For the sign-in page: the people inside, and the readers outside. Nobody outside demo mode."""
    everyone = PERSONAS if settings.DEMO else ()
    return {
        "personas": tuple(persona for persona in everyone if not persona.is_reader),
        "readers": tuple(persona for persona in everyone if persona.is_reader),
    }


def find_persona(key: str) -> Persona:
    """Raises NotFound, also outside demo mode."""
    for persona in PERSONAS if settings.DEMO else ():
        if persona.key == key:
            return persona
    raise NotFound


def sign_in(request: HttpRequest, *, persona: Persona) -> HttpResponseBase | None:
    """Sign in as the persona; None if the password or the code was not the right one."""
    form = LoginForm(data={"login": persona.email, "password": persona.password}, request=request)
    if not form.is_valid():
        return None
    response: HttpResponseBase = form.login(request, redirect_url="/")
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return response
    code = current_code(persona)
    _forget_use(user_id=stage.login.user.pk, code=code)
    factor = AuthenticateForm(user=stage.login.user, data={"code": code})
    if not factor.is_valid():
        return None
    factor.save()
    finished: HttpResponseBase = stage.exit()
    return finished


def current_code(persona: Persona) -> str:
    counter = int(time.time()) // TOTP_SECONDS
    code: str = format_hotp_value(hotp_value(persona.totp_secret, counter))
    return code


def _forget_use(*, user_id: UUID, code: str) -> None:
    """A code is refused twice in its half minute; a visitor may click twice in it."""
    for factor in Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP):
        cache.delete(factor.wrap()._get_used_cache_key(code))
