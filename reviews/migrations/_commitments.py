"""Row policies of goals, answers, and commitments proposed outside a session; part of 0016."""

from django.db.migrations import RunSQL

from reviews.migrations._policies import BY_ACTOR, as_client, as_clinician, granted
from reviews.migrations._sharing import same
from tracker.lib.rls import APP, function, protect

GOES_ON = (
    "exists (select from reviews_engagement e where e.id = {table}.engagement_id"
    " and e.state = 'active')"
)


def said_in(table: str) -> str:
    """By either of the two, in their own name, while the work goes on."""
    return f"{granted(table)} and {BY_ACTOR} and {GOES_ON.format(table=table)}"


def optional(table: str, parent: str, column: str) -> str:
    return f"({column} is null or {same(table, parent, column)})"


COMMITMENT_BEFORE = (
    f"{as_clinician('reviews_commitment')} and {BY_ACTOR}"
    f" and {same('reviews_commitment', 'reviews_sessionlog', 'session_id')}"
)
STEP_BEFORE = (
    f"{granted('reviews_commitmentstep')} and {BY_ACTOR}"
    f" and {same('reviews_commitmentstep', 'reviews_commitment', 'commitment_id')}"
)
COMMITMENT = (
    f"(({COMMITMENT_BEFORE}) or (session_id is null and {said_in('reviews_commitment')}))"
    f" and {optional('reviews_commitment', 'reviews_goal', 'goal_id')}"
    " and (replaces_id is null or app.commitment_of(replaces_id, engagement_id))"
)
STEP = f"{STEP_BEFORE} and {GOES_ON.format(table='reviews_commitmentstep')}"
# The clinician says no more for the client than that they could not answer, and never chooses what
# of their why may be told.
ANSWER = (
    f"{said_in('reviews_commitmentanswer')}"
    f" and {optional('reviews_commitmentanswer', 'reviews_commitment', 'commitment_id')}"
    f" and {optional('reviews_commitmentanswer', 'reviews_goal', 'goal_id')}"
    f" and (not may_be_told or {as_client('reviews_commitmentanswer')})"
)


def inserting(table: str, condition: str, before: str) -> RunSQL:
    """Another condition for new rows of `table`."""

    def written(words: str) -> str:
        return (
            f"drop policy {table}_insert on {table};"
            f"create policy {table}_insert on {table} for insert to {APP} with check ({words});"
        )

    return RunSQL(written(condition), written(before))


POLICIES = [
    # A policy cannot look into its own table: this function, with the rights of the caller, does.
    function(
        "commitment_of(a_commitment uuid, an_engagement uuid)",
        returns="boolean",
        kind="stable",
        body="""
        begin
            return exists (select from reviews_commitment c
                            where c.id = a_commitment and c.engagement_id = an_engagement);
        end
        """,
    ),
    protect(
        "reviews_goal",
        select=granted("reviews_goal"),
        insert=said_in("reviews_goal"),
        privileges="select, insert",
    ),
    protect(
        "reviews_goalend",
        select=granted("reviews_goalend"),
        insert=f"{said_in('reviews_goalend')}"
        f" and {same('reviews_goalend', 'reviews_goal', 'goal_id')}",
        privileges="select, insert",
    ),
    inserting("reviews_commitment", COMMITMENT, COMMITMENT_BEFORE),
    inserting("reviews_commitmentstep", STEP, STEP_BEFORE),
    protect(
        "reviews_commitmentanswer",
        select=granted("reviews_commitmentanswer"),
        insert=ANSWER,
        privileges="select, insert",
    ),
]
