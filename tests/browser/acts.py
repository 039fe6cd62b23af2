"""What people do again and again: found, join, enroll, sign in and out."""

import time
from dataclasses import dataclass, field

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.visitor import Visitor

PERIOD = 30  # seconds a code of the app is good for
ALMOST_OVER = 4  # seconds in which it may no longer be good where it arrives


@dataclass
class Person:
    """One of the cast, and what they keep in their head and in their drawer."""

    name: str
    email: str
    password: str
    secret: str = ""  # of the authenticator app
    codes: list[str] = field(default_factory=list)  # recovery codes not used yet


def app_code(secret: str) -> str:
    """What the authenticator app shows now. Nobody begins to type one that is about to change."""
    left = PERIOD - time.time() % PERIOD
    if left < ALMOST_OVER:
        time.sleep(left)
    code: str = format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD))
    return code


def found_practice(at: Visitor, *, person: Person, code: str, name: str, short_name: str) -> None:
    at.open("/begin/")
    at.fill("One-time code", code)
    at.fill("Name of the practice", name)
    at.fill("Name that mails come from", short_name)
    at.page.get_by_label("Time zone of the practice").select_option("America/Chicago")
    at.fill("Your name", person.name)
    at.fill("Your e-mail address", person.email)
    _choose_password(at, person)
    at.press("Make the practice")


def join(at: Visitor, *, person: Person, link: str) -> None:
    """Follow the invitation's link and choose a password."""
    at.open(link)
    assert "You are invited" in at.words
    _choose_password(at, person)
    at.press("Accept and go on")


def _choose_password(at: Visitor, person: Person) -> None:
    at.fill("Password", person.password)
    at.fill("The same password again", person.password)


def enroll(at: Visitor, *, person: Person) -> None:
    """On the page that asks for a second factor: scan, type the code, keep the recovery codes."""
    assert "Set up a second factor" in at.words
    person.secret = at.page.locator(".qr .code").inner_text().strip()
    at.page.locator("#id_code").fill(app_code(person.secret))
    at.press("Set it up")
    person.codes = at.page.locator(".codes li").all_inner_texts()
    assert len(person.codes) == 10
    at.follow("I have kept them")


def invite(
    at: Visitor, *, by: Person, person: Person, role: str, clinician: Person | None = None
) -> None:
    at.open("/practice/people/")
    at.follow("Invite a person")
    if at.path.startswith("/sign-in/again/"):  # signing in is not enough for this
        at.fill("Password", by.password)
        at.press("Go on")
    at.page.get_by_role("radio", name=role, exact=True).check()
    at.fill("E-mail address", person.email)
    if clinician is not None:
        at.page.locator("#id_clinician").select_option(label=clinician.name)
    else:
        at.page.locator("#id_display_name").fill(person.name)
    at.press("Send the invitation")
    assert person.email in at.words


def sign_in(at: Visitor, *, person: Person) -> None:
    """With the password, and a recovery code where there is a second factor: a code of the app is
    refused twice in its half minute."""
    at.open("/sign-in/")
    at.page.locator("#id_login").fill(person.email)
    at.page.locator("#id_password").fill(person.password)
    at.press("Sign in")
    if person.secret:
        at.page.locator("#id_code").fill(person.codes.pop())
        at.press("Sign in")


def sign_out(at: Visitor) -> None:
    at.page.locator("details.account > summary").click()
    at.press("Sign out", within=at.page.locator("details.account"))
    assert at.path.startswith("/sign-in/")
