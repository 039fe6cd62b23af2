"""Rows of setbacks and concerns; see row_matrix.py."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access import acting_as
from tests.laws.row_matrix import ME, Row


def seed(cast: Any, story: Any, *, now: datetime) -> dict[str, Any]:
    from reviews.agreements.models import AgreedContact
    from reviews.reports.models import CoSignature
    from tests import voices
    from tests.concerns import noted, step, told
    from tests.contacts import contact_of
    from tests.writings import handed_over

    eli, dana = cast.eli.actor, cast.dana.actor
    setback = told(eli, story.engagement_id, now=now)
    note = noted(dana, story.engagement_id, now=now)
    answered = step(eli, setback, "answered", now=now)
    changed = step(dana, setback, "changed_plan", now=now)
    more = handed_over(eli, story.engagement_id, "setback", now=now)
    other = handed_over(dana, story.engagement_id, "noted", now=now)
    otto, mo = cast.otto.actor, cast.mo.actor
    voices.agreed(
        cast,
        story.others_engagement_id,
        "new_complaint",
        now=now,
        clinician=mo,
        client=otto,
        name="Otto Brandt",
    )
    with acting_as(otto), transaction.atomic():
        agreed = AgreedContact.objects.only("id").get()
    with acting_as(mo), transaction.atomic():
        asked = CoSignature.objects.get(cosigner_id=cast.mo.user_id, state="asked")
    by_second = voices.told_by_second(mo, asked)
    erin = contact_of(cast)
    by_contact = voices.report(erin, voices.forms(erin)[0].id)
    return {
        "agreed_contact": agreed.id,
        "by_second": by_second,
        "by_contact": by_contact,
        "setback": setback.id,
        "signed_note": note.id,
        "answered_step": answered.id,
        "changed_step": changed.id,
        "untold_setback": more.id,
        "untold_note": other.id,
    }


ROWS: dict[str, Row] = {
    "setback": Row(
        "reviews_concern",
        "eli",
        "id = %(setback)s",
        "told_on = told_on",
        {"dana": "s", "eli": "si"},
        {"author_id": ME, "entry_id": "%(untold_setback)s"},
    ),
    "note of the clinician": Row(
        "reviews_concern",
        "eli",
        "id = %(signed_note)s",
        "told_by = 'client'",
        {"dana": "si", "eli": "s"},
        {"author_id": ME, "entry_id": "%(untold_note)s"},
    ),
    "setback in another's words": Row(
        "reviews_concern",
        "eli",
        "id = %(setback)s",
        "told_on = told_on",
        {"dana": "s", "eli": "s"},
        {"author_id": ME, "entry_id": "%(untold_note)s"},
    ),
    "answer to a setback": Row(
        "reviews_concernstep",
        "eli",
        "id = %(answered_step)s",
        "text = text",
        {"dana": "si", "eli": "si"},
        {"author_id": ME},
    ),
    "changed plan": Row(
        "reviews_concernstep",
        "eli",
        "id = %(changed_step)s",
        "text = text",
        {"dana": "si", "eli": "s"},
        {"author_id": ME},
    ),
    # Told through a door by whoever has no grant: not by writing a row, and not seen again.
    "concern of Otto's employer contact": Row(
        "reviews_concern",
        "otto",
        "id = %(by_contact)s",
        "happened_on = happened_on",
        {"mo": "s", "otto": "s"},
        {"author_id": ME, "agreed_key": "'as_described'"},
    ),
    "concern of a second clinician": Row(
        "reviews_concern",
        "eli",
        "id = %(by_second)s",
        "words = words",
        {"dana": "s", "eli": "s"},
        {"author_id": ME},
    ),
    "who may report by Otto's agreement": Row(
        "reviews_agreedcontact",
        "otto",
        "id = %(agreed_contact)s",
        "keys = keys",
        {"mo": "s", "otto": "s"},
        {"author_id": ME},
    ),
}
