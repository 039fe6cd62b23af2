"""What is kept of a refusal: enough to see an intruder, nothing that tells of a draft."""

import json
import uuid

from django.db import connection


def _refusals(being, actor):
    with being(actor), connection.cursor() as cursor:
        cursor.execute(
            "select actor, payload::text from accounts_auditevent"
            " where verb = 'refused' order by seq"
        )
        return [(who, json.loads(payload)) for who, payload in cursor.fetchall()]


def test_an_intruders_refusals_say_where(mo, ada, draft, browser, being):
    assert browser(mo).get(f"/agreement/{uuid.uuid4()}/").status_code == 404

    assert _refusals(being, ada)[-1] == (mo.user_id, {"route": "agreements:read", "status": 404})


def test_a_clients_refusals_tell_nobody_of_a_draft(eli, ada, draft, browser, being):
    page = browser(eli)
    assert page.get(f"/writing/{draft.id}/1/").status_code == 200
    assert page.get(f"/writing/{draft.id}/99/").status_code == 404

    assert _refusals(being, ada)[-1] == (eli.user_id, {"route": "", "status": 404})
