"""Every act writes its line in the trail, with its verb; what writes none says why.

The tables in acts.py and acts_of_*.py are written by hand. A public function of a module of acts that
is in none of them fails, and so does one that writes other lines than its own.
"""

import contextlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from django.db import transaction
from django.utils.module_loading import import_string

import accounts
import reviews
from accounts.access import WrongState, acting_as
from accounts.models import AuditEvent
from reviews.agreements.actions import end_work
from reviews.engagements.models import Engagement
from reviews.journal.actions import choose_text
from tests.laws import acts, gathered
from tests.laws.acts import Stage
from tracker.lib.session import MembershipEnded

ACTS = acts.ACTS | gathered.table("acts_of_", "ACTS")
READY = acts.READY | gathered.table("acts_of_", "READY")


# What only reads, and the edge; the desk gathers what others read, the demo plays people.
NO_ACTS = {"queries", "rules", "models", "forms", "views", "api", "urls", "tasks", "desk", "demo"}


def public_acts() -> Iterator[str]:
    """Every public function of a module of acts, whatever its name: some act as somebody, now."""
    for package in (accounts, reviews):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if NO_ACTS.isdisjoint(_kinds(info.name)):
                yield from acts_of(importlib.import_module(info.name))


def _kinds(name: str) -> set[str]:
    """`reviews.releases.copy_queries` holds queries."""
    return {part.rpartition("_")[2] for part in name.split(".")}


def acts_of(module: ModuleType) -> list[str]:
    found = {
        name: set(inspect.signature(function).parameters)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith(("_", "get_", "list_"))
    }
    is_of_acts = module.__name__.endswith(".actions")
    if is_of_acts or any({"actor", "now"} <= parameters for parameters in found.values()):
        return [f"{module.__name__}.{name}" for name in found]
    return []


def trail(cast: Any) -> dict[Any, str]:
    """Every event any of the cast can see, by id; together they see all of them."""
    seen: dict[Any, str] = {}
    for name in ("dana", "eli", "mo", "otto", "ada"):
        actor = getattr(cast, name).actor
        with contextlib.suppress(MembershipEnded), acting_as(actor), transaction.atomic():
            seen.update(AuditEvent.objects.values_list("id", "verb"))
    return seen


def lines_written(act: Callable[[], Any], cast: Any) -> list[str]:
    before = trail(cast)
    act()
    return sorted(verb for id_, verb in trail(cast).items() if id_ not in before)


def test_an_act_is_found_in_a_module_of_any_name():
    """Planted: a module that is not called actions."""
    planted = ModuleType("reviews.planted")

    def do_it(*, actor: Any, now: Any) -> None: ...

    do_it.__module__ = planted.__name__
    planted.do_it = do_it  # type: ignore[attr-defined] # a module made by hand
    assert acts_of(planted) == ["reviews.planted.do_it"]


def test_every_act_is_in_the_table():
    assert set(public_acts()) - ACTS.keys() == set()
    for name in ACTS:  # acts that stand in a module of their own have a row, too
        assert inspect.isfunction(import_string(name)), name
    assert all(bool(act.verbs) != bool(act.why) for act in ACTS.values())


@pytest.mark.parametrize("name", ACTS)
def test_an_act_writes_the_lines_it_should(name, request, cast, now):
    stage = Stage(request, cast, now)
    stage.ready = READY[name](stage) if name in READY else None

    written = lines_written(lambda: ACTS[name].run(stage), cast)

    assert written == sorted(ACTS[name].verbs)


def test_an_act_without_its_line_is_found(request, cast, now, monkeypatch):
    """Planted: sharing forgets its line."""
    monkeypatch.setattr("reviews.journal.actions.audit.record", lambda **_: None)
    stage = Stage(request, cast, now)
    name = "reviews.journal.actions.share_entry"
    stage.ready = READY[name](stage)
    assert lines_written(lambda: ACTS[name].run(stage), cast) == []


def test_a_refused_act_writes_nothing(cast, draft, being, now):
    def refused() -> None:
        with being(cast.eli.actor), pytest.raises(WrongState):
            choose_text(
                actor=cast.eli.actor, entry=draft, prompt=draft.prompts[0], pick="both", now=now
            )

    assert lines_written(refused, cast) == []


def test_the_engagement_that_ended_is_the_one_named(cast, engagement, being, now):
    with being(cast.dana.actor):
        end_work(actor=cast.dana.actor, engagement=engagement, now=now)
        event = AuditEvent.objects.get(verb="end_engagement", chain=engagement.id)
        assert (event.object_kind, event.object_id) == ("engagement", engagement.id)
        assert (event.actor, event.role) == (cast.dana.user_id, "clinician")
        assert Engagement.objects.get(id=engagement.id).state == Engagement.ENDED
