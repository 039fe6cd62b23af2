"""What ran off course in the story of consent: listed, taken back, stated and left out.

Of Eli's work one concern is listed before his releases open, of Otto's one after. Steps and versions
are rows by plain SQL: here only their kinds and times matter.
"""

import uuid
from typing import Any

from django.db import connection

from reviews.amendments.actions import mark_in_error
from tests import voices
from tests.concerns import noted, told
from tracker.lib import clock

STEP = """
    insert into reviews_concernstep (id, engagement_id, author_id, created_at, concern_id, kind,
                                     on_date, text, agreed_key)
        select gen_random_uuid(), engagement_id, app.actor_id(), app.now(), id, %s,
               coalesce(%s, app.now()::date), 'x',
               case when %s = 'listed' then 'new_complaint' else '' end
          from reviews_concern where id = %s
"""
LONG_AGO = "2000-01-01"


def step(story: Any, who: str, concern: Any, kind: str, on: str | None = None) -> None:
    """In a transaction of its own, so that the next one is later."""
    with story.be(who), connection.cursor() as cursor:
        cursor.execute(STEP, [kind, on, kind, concern.id])
        assert cursor.rowcount == 1


def before_it_opens(story: Any, concern: Any) -> None:
    """Of Eli's: `concern` listed, taken back and listed anew; others that bind nothing."""
    eli, dana = story.people["eli"], story.people["dana"]
    for kind in ("listed", "not_listed", "listed", "changed_plan"):
        step(story, "dana", concern, kind)
    step(story, "eli", told(eli, story.work, now=clock.now()), "answered")
    step(story, "dana", told(eli, story.work, now=clock.now()), "listed", LONG_AGO)
    taken_back = told(eli, story.work, now=clock.now())
    for kind in ("listed", "not_listed"):
        step(story, "dana", taken_back, kind)
    _in_error(story, dana, story.work)


def once_open(story: Any) -> None:
    """Of Otto's, after his releases have opened, and versions that state one of them or another."""
    ids, work = story.ids, story.ids["others"]
    otto, mo = story.people["otto"], story.people["mo"]
    voices.agreed(
        story.cast, work, address="chair@example.org", clinician=mo, client=otto,
        name="Otto Brandt", now=clock.now(),
    )  # fmt: skip
    first, other, late = (told(otto, work, now=clock.now()) for _ in range(3))
    step(story, "mo", first, "listed")
    step(story, "otto", other, "answered")
    step(story, "mo", told(otto, work, now=clock.now()), "listed", LONG_AGO)
    taken_back = told(otto, work, now=clock.now())
    for kind in ("listed", "not_listed"):
        step(story, "mo", taken_back, kind)
    _in_error(story, mo, work)
    ids["states"] = _version(story, work, {"concerns": first})
    ids["states_early"] = _version(story, work, {"concerns": late})
    ids["states_other"] = _version(story, work, {"concerns": other, "themes": first})
    step(story, "mo", late, "listed")


def _in_error(story: Any, clinician: Any, work: Any) -> None:
    """One that was listed, and entered in error."""
    who = "dana" if clinician == story.people["dana"] else "mo"
    concern = noted(clinician, work, now=clock.now())
    step(story, who, concern, "listed")
    with story.be(who):
        mark_in_error(
            actor=clinician,
            engagement_id=work,
            of_kind="noted",
            of_id=concern.entry_id,
            reason="It is about somebody else.",
            now=clock.now(),
        )


def _version(story: Any, work: Any, rests: dict[str, Any]) -> Any:
    """A signed version of Mo's; of each section, the concern it rests on."""
    report = uuid.uuid4()
    new = "gen_random_uuid(), %(work)s, app.actor_id(), app.now()"
    row = "(id, engagement_id, author_id, created_at"
    sections = {kind: uuid.uuid4() for kind in rests}
    with story.be("mo"), connection.cursor() as cursor:
        cursor.execute(
            f"""
            insert into reviews_report {row}, series, number, period_from, period_to, about, version,
                                        two_names, limits_version, state)
                values (%(id)s, {new.split(", ", 1)[1]}, %(id)s, 1, app.now()::date - 30,
                        app.now()::date - 30, 'x', 1, false, '', 'draft')
            """,
            {"work": work, "id": report},
        )
        for kind, concern in rests.items():
            values = {
                "work": work, "report": report, "id": sections[kind], "kind": kind,
                "concern": concern.id,
            }  # fmt: skip
            cursor.execute(
                f"insert into reviews_section {row}, report_id, kind, text, version, saved_at,"
                f" stands_alone) values (%(id)s, {new.split(', ', 1)[1]}, %(report)s, %(kind)s, 'x',"
                " 1, app.now(), false)",
                values,
            )
            cursor.execute(
                f"insert into reviews_ground {row}, section_id, of_kind, of_id)"
                f" values ({new}, %(id)s, 'concern', %(concern)s)",
                values,
            )
        cursor.execute(
            "update reviews_report set state = 'signed', signed_at = app.now(), body = 'x',"
            " digest = 'x', limits_version = '1',"
            " preview_days = (select o.preview_days from accounts_organization o) where id = %s",
            [report],
        )
        assert cursor.rowcount == 1
    return report
