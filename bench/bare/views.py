"""One statement, one template."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.context import NAVIGATION
from accounts.roles import CLINICIAN
from reviews.desk import attention, words
from reviews.desk.queries import AHEAD, Person, Shared, Today
from reviews.desk.views.pages import PEOPLE_HEADS
from reviews.engagements.queries import EngagementSeen
from tracker.lib import dates

STATEMENT = """
    select e.id, e.code, e.state, e.client_id, e.clinician_id, p.client_name, m.display_name,
           e.created_at, e.started_at, e.ended_at, e.next_due_at,
           p.working_on, c.talked, c.ids, c.days, c.dues,
           s.entry_id, s.shared_at, s.was_read, s.checkin_id, s.on_date
      from reviews_engagement e
      join bench_plain p on p.engagement_id = e.id
      join accounts_membership m on m.user_id = e.clinician_id and m.role = 'clinician'
      left join lateral (
           select max(due_at) filter (where state = 'discussed') as talked,
                  array_agg(id order by due_at) filter (where ahead) as ids,
                  array_agg(on_date order by due_at) filter (where ahead) as days,
                  array_agg(due_at order by due_at) filter (where ahead) as dues
             from (select *, due_at between %(now)s and %(until)s
                             and state in ('scheduled', 'open', 'shared') as ahead
                     from reviews_checkin where engagement_id = e.id) as mine) as c on true
      left join lateral (
           select n.id as entry_id, n.shared_at, k.id as checkin_id, k.on_date,
                  exists (select from accounts_auditevent v
                           where v.chain = e.id and v.actor = e.clinician_id and v.verb = 'read'
                             and v.object_id = n.id) as was_read
             from reviews_checkin k join reviews_entry n on n.checkin_id = k.id
            where k.engagement_id = e.id and k.state = 'shared' and n.state = 'shared') as s on true
     where e.clinician_id = %(clinician)s and e.state in ('proposed', 'active')
     order by e.next_due_at, e.created_at
     limit 200
"""


def today(request: HttpRequest, clinician_id: UUID) -> HttpResponse:
    now = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"clinician": clinician_id, "now": now, "until": now + AHEAD})
        found = _today(cursor.fetchall())
    here = dates.local(now)
    items = attention.attention(found, now=now)
    context = {
        "now": here,
        "title": f"{dates.greeting(here)}, {found.people[0].engagement.clinician_name}",
        "lead": words.sentence_of_the_day(found, items, now=now),
        "attention": items,
        "next": words.next_checkins(found, now=now),
        "strip": words.weeks_ahead(found, now=now) if found.ahead else None,
        "heads": PEOPLE_HEADS,
        "rows": words.people_rows(found.people),
        **frame(found.people[0].engagement.clinician_name, now),
    }
    return render(request, "reviews/desk/today.html", context)


def frame(name: str, now: datetime) -> dict[str, Any]:
    """What the context processors give the full page."""
    return {
        "nav": [
            {"label": label, "url": reverse(route), "current": route == "desk:today"}
            for label, route in NAVIGATION[CLINICIAN]
        ],
        "whoami": name,
        "home_url": reverse("desk:today"),
        "leave_url": "",
        "csrf_token": "bare",
        "expires_in": 900,
        "expires_at": now + timedelta(seconds=900),
    }


def _today(rows: list[tuple[Any, ...]]) -> Today:
    shared: list[Shared] = []
    ahead: list[Any] = []
    people: list[Person] = []
    for row in rows:
        seen = EngagementSeen(*row[:11])
        working_on, talked, ids, days, dues, entry_id, shared_at, was_read, checkin, day = row[11:]
        coming = [
            SimpleNamespace(id=a, on_date=b, due_at=c)
            for a, b, c in zip(ids or (), days or (), dues or (), strict=True)
        ]
        ahead.append((seen, coming))
        people.append(Person(seen, working_on, talked, entry_id is not None))
        if entry_id is not None:
            about: Any = SimpleNamespace(id=checkin, on_date=day)
            shared.append(Shared(seen, entry_id, about, shared_at, was_read))
    coming_up = sorted(
        ((seen, c) for seen, found in ahead for c in found), key=lambda pair: pair[1].due_at
    )
    return Today(
        shared=sorted(shared, key=lambda s: (s.was_read, s.shared_at)),
        ready_to_begin=[],
        offered=[],
        next_checkins=coming_up[:3],
        ahead=ahead,
        people=people,
    )
