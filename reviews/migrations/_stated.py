"""Each concern is stated for itself; part of the migration of that name.

One that is stated covers no other: the section must rest on every one of them. Whose grant has run
out, or has not begun, learns nothing.
"""

from django.db.migrations import RunSQL

from reviews.migrations._binding import STATED, unstated
from reviews.migrations._covers import IN_TIME
from tracker.lib.rls import DEFINER, redefine


def each_stated(parts: str) -> str:
    """The version was signed knowing of it, with a section that rests on this very concern."""
    return f"""
    {parts} ? 'concerns' and s.created_at <= p.signed_at
    and exists (select from reviews_ground g join reviews_section part on part.id = g.section_id
                where part.report_id = p.id and part.kind = 'concerns'
                  and g.of_kind = 'concern' and g.of_id = c.id)
"""


EACH_STATED = each_stated("a_parts")

POLICIES = [
    RunSQL(
        f"grant select (of_kind, of_id) on reviews_ground to {DEFINER};",
        f"revoke select (of_kind, of_id) on reviews_ground from {DEFINER};",
    ),
    redefine(
        "unstated_concerns(a_report uuid, a_parts jsonb)",
        returns="setof uuid",
        kind="stable",
        body=unstated(EACH_STATED, grant=IN_TIME),
        before=unstated(STATED),
    ),
]
