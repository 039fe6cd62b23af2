"""A process note is its author's alone: no page, list, export or line of anybody else's knows it."""

import ast
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from accounts.access import acting_as
from accounts.models import AuditEvent
from reviews.sessions.models import ProcessNote
from reviews.sessions.queries import list_process_notes
from tests.ground import acted_once
from tests.laws.access_matrix import API, PAGES
from tests.laws.asking import WHO, People
from tests.laws.test_access_matrix import asked, ids
from tests.story import being as being_one
from tests.talks import PRIVATE_THOUGHT, note_privately

__all__ = ["ids"]

ROOMS = Path(apps.get_app_config("reviews").path)


@acted_once
def note(cast, story, now):
    return note_privately(cast.dana.actor, story.engagement_id, now=now)


def test_it_is_on_its_authors_own_page_and_on_no_other(cast, ids, note, browser):  # noqa: F811
    people = People(cast, browser)
    own = reverse("sessions:private", args=[note.engagement_id])
    assert PRIVATE_THOUGHT in people.ask("dana", "GET", own, "html").content.decode()

    shown, answered = {}, 0
    for row, accept in [(r, "html") for r in PAGES] + [(r, "json") for r in API]:
        if not row.startswith("GET "):
            continue
        _, where = asked(row, ids)
        for who in WHO:
            answer = people.ask(who, "GET", where, accept)
            answered += answer.status_code == 200
            said = answer.content.decode(errors="replace")
            if (PRIVATE_THOUGHT in said or str(note.id) in said) and (who, where) != ("dana", own):
                shown[row, who] = answer.status_code
    assert shown == {}
    assert answered > 100


def test_the_database_shows_it_to_nobody_else(cast, note):
    seen = {}
    for who in (*WHO, "sweep", "outbox", "documents"):
        if who == "documents":
            from accounts.access import acting_as_system

            with acting_as_system(who), transaction.atomic():
                seen[who] = ProcessNote.objects.count()
            continue
        with being_one(cast, who):
            seen[who] = ProcessNote.objects.count()
    assert {who: count for who, count in seen.items() if count} == {"dana": 1}


def test_its_key_opens_for_its_author_alone(cast, note):
    keys = {}
    for who in WHO:
        with being_one(cast, who), connection.cursor() as cursor:
            cursor.execute("select count(*) from reviews_engagementkey where purpose = 'process'")
            keys[who] = cursor.fetchone()[0]
    assert {who: count for who, count in keys.items() if count} == {"dana": 1}


def test_its_trail_is_not_the_engagements(cast, note):
    dana, eli = cast.dana.actor, cast.eli.actor
    with acting_as(dana), transaction.atomic():
        assert len(list_process_notes(actor=dana, engagement_id=note.engagement_id)) == 1
        lines = AuditEvent.objects.filter(chain_kind="process")
        assert {line.verb for line in lines} == {"write_process_note", "read"}
        assert note.engagement_id not in {line.chain for line in lines}
    with acting_as(eli), transaction.atomic():
        assert AuditEvent.objects.filter(chain=note.engagement_id).exists()
        assert not AuditEvent.objects.filter(chain_kind="process").exists()


def test_whoever_leaves_the_engagement_keeps_their_own_notes(cast, note, owner):
    """Only its author, also after the grant is gone; planted as the owner, and taken back."""
    dana = cast.dana.actor
    with acting_as(dana), transaction.atomic():
        assert ProcessNote.objects.filter(id=note.id).exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_get_expr(polqual, polrelid) from pg_policy"
            " where polname = 'reviews_processnote_select'"
        )
        condition = cursor.fetchone()[0]
    assert "engagementgrant" not in condition


def test_no_room_but_its_own_names_it():
    """Its model, its query and its act: nowhere but in sessions, the list of models, the demo."""
    named = set()
    for path in ROOMS.rglob("*.py"):
        room = path.relative_to(ROOMS).parts[0]
        if room in ("sessions", "migrations", "models.py", "demo"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Name):
                names = [node.id]
            elif isinstance(node, ast.Attribute):
                names = [node.attr]
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                names = [alias.name for alias in node.names]
            if any("ProcessNote" in name or "process_note" in name for name in names):
                named.add(str(path.relative_to(ROOMS)))
    assert named == set()
