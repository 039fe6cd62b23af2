"""Each gate of a page and of the API between a text and its reader is taken away, and that is missed.

Who reaches an address at all is asked here with a stand-in for what lies behind its gate: that is held
by rules, queries and row policies, each with a law of its own.
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.fresh import FreshForm
from accounts.roles import EVERYONE, ROLES
from tests.contacts import make_contact
from tests.ground import acted_once
from tests.laws.asking import FORM, address, random_ids, taken_back, typed
from tests.laws.consent_pages import FRESH, GATES, PROVEN, ROOMS, Gate
from tests.laws.routes import Route, routes
from tests.shares import tell_shares
from tests.texts import tell_texts

REACHED = "reached"
BY_ROLE = {"client": "eli", "clinician": "dana", "administrator": "ada", "employer_contact": "erin"}
AUTHENTICATION = "tracker.lib.drf.SessionAuthentication"
GUARDED = {name: gate for name, gate in GATES.items() if EVERYONE not in gate.roles}
SENDING = [name for name, gate in GATES.items() if "POST" in gate.methods]


@cache
def ours() -> dict[str, Route]:
    return {r.name: r for r in routes() if r.pattern.callback.__module__.startswith(ROOMS)}


# --- finding them ---------------------------------------------------------------------------------


def gate_of(route: Route) -> Gate:
    """As the view has it."""
    view = route.pattern.callback
    if hasattr(view, "cls"):
        known = [m for m in view.cls.http_method_names if hasattr(view.cls, m) and m != "options"]
        return Gate(view.cls.open_to, " ".join(sorted(m.upper() for m in known if m != "head")))
    methods = cell(view, "request_method_list", "methods").cell_contents
    return Gate(view.open_to, " ".join(sorted(methods)))


def cell(view: Any, *names: str) -> Any:
    """What a decorator around the view holds under one of these names."""
    while view is not None:
        code = getattr(view, "__code__", None)
        for name in names:
            if code and name in code.co_freevars:
                return view.__closure__[code.co_freevars.index(name)]
        view = getattr(view, "__wrapped__", None)
    raise LookupError(names)


def test_every_address_has_its_gate_in_the_table():
    assert {name: gate_of(route) for name, route in ours().items()} == GATES


def test_every_form_that_asks_for_the_password_has_its_line():
    found = set()
    for room in (*ROOMS, "reviews.concerns"):
        path = Path(*room.split("."), "forms.py")
        forms = vars(import_module(f"{room}.forms")) if path.exists() else {}
        found |= {
            f"{form.__module__}.{form.__name__}"
            for form in forms.values()
            if isinstance(form, type) and issubclass(form, FreshForm) and form is not FreshForm
        }
    others = {name for name in found if name.startswith("reviews.concerns") and name not in FRESH}
    assert found - others == FRESH.keys()


def test_no_page_says_when_a_password_was_typed_but_by_what_it_knows():
    found = {
        ast.unparse(keyword.value)
        for room in ROOMS
        for path in Path(*room.split(".")).rglob("*.py")
        if path.name in ("api.py", "views.py") or path.parent.name == "views"
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "authenticated_at"
    }
    assert found == PROVEN


# --- asking ---------------------------------------------------------------------------------------


@acted_once
def clients(cast: Any) -> dict[str, Client]:
    """A signed-in browser of each role."""
    from accounts.models import User

    make_contact(cast)
    made = {}
    for role, who in BY_ROLE.items():
        client = Client(headers={"Origin": "http://localhost:8000"})
        client.force_login(
            User.objects.get(id=getattr(cast, who).user_id),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        session = client.session
        session["has_factor"] = True
        session.save()
        made[role] = client
    return made


@contextmanager
def stand_in(name: str, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Behind the gate of this address there is nothing but a word."""
    view = ours()[name].pattern.callback
    if hasattr(view, "cls"):
        for method in ("get", "post"):
            if hasattr(view.cls, method):
                patch.setattr(view.cls, method, lambda *_, **__: HttpResponse(REACHED))
        yield
        return
    behind = cell(view, "view")
    before = behind.cell_contents
    behind.cell_contents = lambda *_, **__: HttpResponse(REACHED)
    try:
        yield
    finally:
        behind.cell_contents = before


@contextmanager
def open_to_all(name: str, patch: pytest.MonkeyPatch) -> Iterator[None]:
    view = ours()[name].pattern.callback
    if hasattr(view, "cls"):
        with patch.context() as here:
            here.setattr(view.cls, "open_to", frozenset(ROLES))
            yield
        return
    roles = cell(view, "roles")
    before = roles.cell_contents
    roles.cell_contents = tuple(ROLES)
    try:
        yield
    finally:
        roles.cell_contents = before


def where(name: str) -> str:
    ids = random_ids()
    more = dict.fromkeys(("recipient_id", "form_id", "disclosure_id"), ids["text_id"])
    return address(name, {**ids, **more, "kind": "seen"})


def ask(client: Client, name: str, method: str = "") -> Any:
    api = name.startswith("api:")
    with taken_back():
        return client.generic(
            method or GATES[name].methods.split()[0],
            where(name),
            content_type="application/json" if api else FORM,
            headers={"Accept": "application/json" if api else "text/html"},
        )


def reaches(client: Client, name: str, method: str = "") -> bool:
    return bool(ask(client, name, method).content == REACHED.encode())


@pytest.mark.parametrize("name", GUARDED)
def test_these_roles_reach_it_and_without_the_gate_the_others_do(name, clients, monkeypatch):
    others = ROLES.keys() & clients.keys() - GATES[name].roles
    with stand_in(name, monkeypatch):
        assert all(reaches(clients[role], name) for role in GATES[name].roles)
        for role in others:
            assert ask(clients[role], name).status_code == HTTPStatus.NOT_FOUND, role
        with open_to_all(name, monkeypatch):
            assert all(reaches(clients[role], name) for role in others)


@pytest.mark.parametrize("name", [n for n in GUARDED if n.startswith("api:")])
def test_nobody_reaches_the_api_and_without_the_permission_is_answered_otherwise(name, monkeypatch):
    nobody, view = (
        Client(headers={"Origin": "http://localhost:8000"}),
        ours()[name].pattern.callback,
    )
    with stand_in(name, monkeypatch):
        assert ask(nobody, name).status_code == HTTPStatus.UNAUTHORIZED
        monkeypatch.setattr(view.cls, "permission_classes", [])
        assert ask(nobody, name).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("name", SENDING)
def test_what_is_sent_without_its_token_is_refused(name, clients, monkeypatch):
    role = min(GATES[name].roles & clients.keys(), default="client")
    view = ours()[name].pattern.callback
    careful = Client(enforce_csrf_checks=True, headers={"Origin": "http://localhost:8000"})
    careful.cookies = clients[role].cookies
    with stand_in(name, monkeypatch):
        assert reaches(clients[role], name, "POST")
        assert ask(careful, name, "POST").status_code == HTTPStatus.FORBIDDEN
        if hasattr(view, "cls"):
            monkeypatch.setattr(f"{AUTHENTICATION}.enforce_csrf", lambda *_: None)
        else:
            monkeypatch.setattr(view, "csrf_exempt", True, raising=False)
        assert reaches(careful, name, "POST")


# --- the password ---------------------------------------------------------------------------------


@acted_once
def ids(cast: Any, story: Any, now: Any) -> dict[str, Any]:
    texts = tell_texts(cast, story, now=now)
    shares = tell_shares(cast, story, texts.report_id, now=now)
    return {
        "engagement_id": story.engagement_id,
        "report_id": texts.report_id,
        "permission_id": shares.permission_id,
        "recipient_id": shares.recipient_id,
        "cosignature_id": texts.cosignature_id,
        "draft_id": texts.report_draft_id,
    }


@pytest.mark.parametrize("form", FRESH)
def test_a_form_that_no_longer_asks_for_the_password_is_missed(
    form, cast, ids, browser, monkeypatch
):
    """Six minutes after it was typed."""
    who, name = FRESH[form]
    client = browser(getattr(cast, who))
    grown_old(client, getattr(cast, who))
    chosen = {**ids, "report_id": ids["draft_id"]} if name == "reports:sign" else ids
    path = address(name, chosen)
    module, _, cls = form.rpartition(".")

    assert asks(client, path)
    monkeypatch.setattr(getattr(import_module(module), cls), "_is_fresh", lambda _: True)
    assert not asks(client, path)


def grown_old(client: Client, person: Any) -> None:
    from accounts.models import User

    session = client.session
    typed(session, User.objects.get(id=person.user_id), ago=6 * 60)
    session.save()


def asks(client: Client, path: str) -> bool:
    with taken_back():
        return b"Enter your password." in client.post(path, {}).content
